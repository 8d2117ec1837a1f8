import type { Operation } from "../model/api.js";
import type { ErrorFacts, Evidence } from "./facts.js";
import { phrase } from "./text/words.js";
import { jsonMedia } from "./view/operation.js";
import { pointer } from "./view/pointer.js";
import type { View, Views } from "./view/view.js";

type Part = "message" | "code" | "requestId";

/** Names of each part, the best first. */
const NAMES: { readonly [part in Part]: readonly RegExp[] } = {
  message: [
    /^(?:message|error message|err msg|msg|errmsg)$/,
    /^(?:detail|details?|description|error description|user message|long message|display message)$/,
    /^(?:title|reason|summary|error)$/,
  ],
  code: [
    /^(?:code|error code|err code|errcode|error type|error key)$/,
    /^(?:type|reason|name|error|status code|status)$/,
  ],
  requestId: [
    /^(?:x )?(?:request|req|trace|correlation|debug|activity|log|transaction|clerk trace) ?id$/,
    /^(?:instance|trace|reference)$/,
  ],
};

/** Objects in which an error is wrapped. */
const HOLDERS = /^(?:errors?|fault|meta|error details?|data|response|status|detail|body|exception|problem)$/;

/** Where error bodies keep what a person wants to read: what most of them agree on. */
export function detectErrors(operations: readonly Operation[], views: Views): ErrorFacts | undefined {
  const votes: { [part in Part]: Map<string, { count: number; rank: number; at: string }> } = {
    message: new Map(),
    code: new Map(),
    requestId: new Map(),
  };
  let bodies = 0;
  let problem: string | undefined;
  for (const operation of operations)
    for (const response of operation.responses) {
      if (
        !/^(?:[45]|default)/.test(response.status) ||
        (response.status === "default" && !operation.responses.some((one) => one.status.startsWith("2")))
      )
        continue;
      if (response.media.some((media) => media.type.startsWith("application/problem+json"))) problem ??= response.at;
      const schema = jsonMedia(response.media)?.schema;
      if (!schema) continue;
      bodies++;
      for (const [part, found] of partsOf(views.of(schema))) {
        const vote = votes[part].get(found.pointer) ?? { count: 0, rank: found.rank, at: found.at };
        vote.count++;
        votes[part].set(found.pointer, vote);
      }
    }
  if (bodies === 0 && problem === undefined) return undefined;
  const evidence: Evidence[] = [];
  const elected = (part: Part): string | undefined => {
    const [best] = [...votes[part]].toSorted(
      ([a, one], [b, other]) => other.count - one.count || one.rank - other.rank || (a < b ? -1 : 1),
    );
    if (!best || best[1].count < 0.3 * bodies) return undefined;
    evidence.push({ text: `${best[1].count} of ${bodies} error bodies have \`${best[0]}\``, at: best[1].at });
    return best[0];
  };
  const [message, told, requestId] = [elected("message"), elected("code"), elected("requestId")];
  const code = told === message ? undefined : told;
  if (problem !== undefined) evidence.push({ text: "`application/problem+json` (RFC 9457)", at: problem });
  if (evidence.length === 0) return undefined;
  return {
    ...(message !== undefined && { message }),
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    ...(problem !== undefined && { problemJson: true }),
    evidence,
  };
}

interface FoundPart {
  readonly pointer: string;
  readonly rank: number;
  readonly at: string;
}

const known = new WeakMap<View, ReadonlyMap<Part, FoundPart>>();

/** Many operations have one error body. */
function partsOf(view: View): ReadonlyMap<Part, FoundPart> {
  const parts = known.get(view);
  if (parts) return parts;
  const found = new Map<Part, FoundPart>();
  look(view, [], found, 0);
  known.set(view, found);
  return found;
}

/** Parts of one body: its own, else those of the object or the first of the list that it wraps. */
function look(view: View, path: readonly string[], found: Map<Part, FoundPart>, depth: number): void {
  for (const field of view.fields.values()) {
    if (!field.view.scalar && !field.view.unknown) continue;
    const name = phrase(field.name);
    for (const part of Object.keys(NAMES) as Part[]) {
      if (part !== "code" && !field.view.may("string")) continue;
      if (part === "code" && field.view.numeric && name.startsWith("status")) continue;
      const rank = NAMES[part].findIndex((pattern) => pattern.test(name));
      const total = rank + 10 * depth;
      if (rank >= 0 && total < (found.get(part)?.rank ?? Infinity))
        found.set(part, { pointer: pointer([...path, field.name]), rank: total, at: field.view.at });
    }
  }
  if (depth >= 3) return;
  // An outer `status` or `title` is less than the message of the error that is wrapped.
  for (const field of view.fields.values()) {
    if (!HOLDERS.test(phrase(field.name))) continue;
    const items = field.view.types.has("array") ? field.view.items : undefined;
    const before = new Map(found);
    if (items) look(items, [...path, field.name, "0"], found, depth + 1);
    else if (field.view.fields.size > 0) look(field.view, [...path, field.name], found, depth + 1);
    for (const [part, one] of before) if (one.rank % 10 === 0) found.set(part, one);
  }
}
