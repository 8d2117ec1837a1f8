import type { Api } from "./api.js";
import type { Schema } from "./schema.js";

/**
 * Whether what a client sends differs from what it receives, because of `readOnly` or `writeOnly` members anywhere in
 * the schema, through references; cycles are safe. Answers are remembered, so one function serves a whole run.
 */
export function differsByDirection(api: Api): (schema: Schema) => boolean {
  throw new Error(`being written (${api.info.title})`);
}
