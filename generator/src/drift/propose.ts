import type { Json, JsonObject } from "../load/document.js";
import { copy, isObject, member } from "../load/json.js";
import { dialectOf } from "./dialect.js";
import { mend } from "./edits.js";
import type { Difference } from "./log.js";
import { actionsBetween, type Action } from "./overlay.js";
import { timesOf, wordsOf } from "./text.js";

/** What a drift log says should be changed in a document. */
export interface Proposal {
  /** An Overlay 1.0 document; undefined when nothing can be proposed. */
  readonly overlay?: JsonObject;
  /** Differences that it does not mend, and why. */
  readonly left: ReadonlyMap<Difference, string>;
}

/**
 * Proposes an overlay under which the documents agree with the answers that were seen. `documents` are as an overlay
 * meets them: references not followed, nothing mended.
 */
export function propose(differences: readonly Difference[], documents: readonly Json[]): Proposal {
  const left = new Map<Difference, string>();
  const notes = new Map<object, Set<string>>();
  let reason = "";
  const note = (changed: object, before: object = changed): void =>
    void notes.set(changed, new Set(notes.get(before)).add(reason));
  const targets = documents.map((root) => ({ root: copy(root), dialect: dialectOf(root), note, taken: new WeakMap() }));
  // New members of unions are as they were seen, and need nothing that the others need.
  for (const difference of differences.toSorted((a, b) => Number(isMember(a)) - Number(isMember(b)))) {
    reason = reasonOf(difference);
    for (const record of difference.records) {
      const reasons = targets.map((target) => mend(target, record));
      if (!reasons.includes(undefined)) left.set(difference, reasons.at(-1) ?? "there is no document");
    }
  }
  const actions = documents.flatMap((root, index) => actionsBetween(root, targets[index]!.root, notes));
  return actions.length === 0 ? { left } : { overlay: overlayOf(documents, actions), left };
}

function isMember({ records }: Difference): boolean {
  return records[0]!.kind === "unknown-union-member";
}

function reasonOf(difference: Difference): string {
  const { operationId, path } = difference.records[0]!;
  return `${operationId} ${path || "/"}: ${wordsOf(difference)} (${timesOf(difference)})`;
}

function overlayOf(documents: readonly Json[], actions: readonly Action[]): JsonObject {
  const info = isObject(documents[0]) ? member(documents[0], "info") : undefined;
  const title = isObject(info) && typeof info.title === "string" ? info.title : "the API";
  return {
    overlay: "1.0.0",
    info: { title: `What answers of ${title} have shown`, version: "1" },
    actions: actions.map((action) => ({ ...action })),
  };
}
