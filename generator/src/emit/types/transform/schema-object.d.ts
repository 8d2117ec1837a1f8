/**
 * The one function of openapi-typescript that is used. Its own module loads in half the time of the package's index,
 * which brings a second copy of Redocly; the package exports the path but ships no declarations for it.
 */
declare module "openapi-typescript/dist/transform/schema-object.mjs" {
  import type { transformSchemaObject } from "openapi-typescript";

  const transform: typeof transformSchemaObject;
  export default transform;
}
