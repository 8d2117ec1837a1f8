import type { ApiConfig } from "../../config/config.js";
import type { Scene } from "../scene.js";
import { type SchemaOptions, SchemaPrinter } from "./schemas.js";

export type { SchemaPrinter } from "./schemas.js";

/** Undefined: the configuration asks for no schemas. */
export function createSchemas(scene: Scene): SchemaPrinter | undefined {
  const options = optionsOf(scene.config);
  return options && new SchemaPrinter(scene, options);
}

function optionsOf({ schemas }: ApiConfig): SchemaOptions | undefined {
  if (!schemas) return undefined;
  const { library, formats = "requests" } = typeof schemas === "string" ? { library: schemas } : schemas;
  return { library, formats };
}
