import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/*
 * Both packages as CommonJS: imported as ES modules, Node reads TypeScript's nine megabytes twice more to learn what it
 * exports, which takes three times as long. And only the transform's own module: the index of openapi-typescript brings
 * a second copy of Redocly. Measured in ADR 0004.
 */

export const ts = require("typescript") as typeof import("typescript");

const module = require("openapi-typescript/dist/transform/schema-object.cjs") as {
  readonly default: typeof import("openapi-typescript").transformSchemaObject;
};

export const transformSchemaObject = module.default;
