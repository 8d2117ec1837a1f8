import type { ApiConfig } from "../config/config.js";
import type { UserExtension } from "../config/extension.js";
import type { Facts } from "../detect/facts.js";
import type { Api } from "../model/api.js";
import type { Schema } from "../model/schema.js";
import type { Names } from "../name/names.js";
import type { Report } from "../report/diagnostic.js";
import type { Extension } from "./imports.js";
import type { SchemaPrinter } from "./schemas/index.js";
import type { Codecs, TypePrinter } from "./types/index.js";

/** What the stages before found out. */
export interface Known {
  readonly api: Api;
  readonly names: Names;
  readonly facts: Facts;
  readonly report: Report;
  /** The user's own module, which the index hands out with the SDK. */
  readonly own?: UserExtension;
}

/** What every emitter reads. */
export interface Scene extends Known {
  readonly config: ApiConfig;
  readonly types: TypePrinter;
  readonly codecs: Codecs;
  /** Component schemas by name. */
  readonly components: ReadonlyMap<string, Schema>;
  /** Type names of inline objects, which no alias may take. */
  readonly inlineTypes: ReadonlySet<string>;
  readonly extension: Extension;
  /** Undefined: the configuration asks for no schemas. */
  readonly schemas?: SchemaPrinter | undefined;
}

/** The schema behind a chain of references; a cycle or a gap ends at the last reference. */
export function resolve(schema: Schema, components: ReadonlyMap<string, Schema>): Schema {
  let at = schema;
  for (let steps = 0; at.kind === "ref" && steps < 100; steps++) {
    const target = components.get(at.target);
    if (!target) break;
    at = target;
  }
  return at;
}
