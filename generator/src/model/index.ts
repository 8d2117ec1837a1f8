import type { SpecDocument } from "../load/document.js";
import type { Report } from "../report/diagnostic.js";
import type { Api } from "./api.js";

export { differsByDirection } from "./direction.js";
export { inlineObjects, type InlineObject, type InlineOwner, type InlineStep } from "./inline.js";

/** document → IR. Bad shapes become diagnostics; nothing of a document makes it throw. */
export function buildApi(document: SpecDocument, report: Report): Api {
  throw new Error(`The model builder is being written (${document.version}, ${report.diagnostics.length}).`);
}
