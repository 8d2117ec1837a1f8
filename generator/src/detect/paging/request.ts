import type { Evidence } from "../facts.js";
import { quote } from "../text/prose.js";
import type { Input, OperationView } from "../view/operation.js";
import { Case } from "./case.js";
import { OTHER_TOKEN, rolesOf, SPEAKS_OF_TIME, SPEECH, type Role } from "./roles.js";

/** An input with how well it would play a role. */
export interface Candidate {
  readonly input: Input;
  readonly role: Role;
  readonly score: number;
  readonly evidence: readonly Evidence[];
  /** Its type says so little that only the answer can tell what it is. */
  readonly vague: boolean;
}

/** Candidates for each role, best first. */
export type Candidates = { readonly [role in Role]: readonly Candidate[] };

const ROLES: readonly Role[] = ["page", "offset", "cursor", "keyset", "size", "back", "end"];

/** Members of an object that says which items are wanted: `filter[last_name]`, `search[page]`. */
const FILTER = /^(?:filters?|search|where|fields?|range|sort|include|expand)\[/;

/** Below it a name or a stray word is not worth a role. */
const WORTH = 1.5;

export function candidatesOf(view: OperationView): Candidates {
  const found: { [role in Role]: Candidate[] } = {
    page: [],
    offset: [],
    cursor: [],
    keyset: [],
    size: [],
    back: [],
    end: [],
  };
  for (const input of view.inputs) {
    if (FILTER.test(input.ref)) continue;
    if (input.in === "path" && !view.operation.path.endsWith(`{${input.name}}`)) continue;
    const roles = rolesOf(input.phrase);
    const short = input.in === "header" ? rolesOf(input.phrase.split(" ").slice(-2).join(" ")) : undefined;
    for (const role of ROLES) {
      const name = roles.get(role) ?? short?.get(role) ?? 0;
      if (input.in === "header" && name < 2) continue;
      const candidate = rate(input, role, name);
      if (candidate && candidate.score >= WORTH) found[role].push(candidate);
    }
  }
  // Between `start` and `end` lies a stretch of time, unless something says that rows are counted.
  if (view.inputs.some((input) => /^(?:end|to|until|stop|duration|end time)$/.test(input.phrase)))
    found.offset = found.offset.filter(
      ({ input }) => !/^(?:start|from|begin)$/.test(input.phrase) || SPEECH.offset.for.test(input.text),
    );
  for (const role of ROLES)
    found[role].sort(
      (a, b) =>
        b.score - a.score ||
        Number(a.input.in === "body") - Number(b.input.in === "body") ||
        (a.input.ref < b.input.ref ? -1 : 1),
    );
  return found;
}

/** Undefined: its type rules the role out, or neither its name nor its description speaks of it. */
function rate(input: Input, role: Role, name: number): Candidate | undefined {
  if (name === 0 || !fits(input, role)) return undefined;
  const speech = SPEECH[role];
  const says = speech.for.exec(input.text)?.[0];
  const one = new Case();
  one.add(name, `${input.in === "query" ? "parameter" : input.in} \`${input.ref}\``, input.at);
  if (says) one.add(speech.weight, `\`${input.ref}\` is described as “${quote(input.description)}”`, input.at);
  if (speech.against?.test(input.text)) one.add(-2);
  // Such a name is an everyday word: only what is said of it makes it a token.
  const everyday = role === "cursor" && name <= 1.5 && !input.phrase.includes(" ");
  if (everyday && !says && !/\bids?\b|\bidentif/.test(input.text)) one.add(-1);
  // The first request has no token to send.
  if (role === "cursor" && input.required) one.add(name >= 3 || input.view.nullable ? -1 : -3);
  one.add(shape(input, role));
  if (input.deprecated) one.add(-1.5);
  if (role === "cursor" && OTHER_TOKEN.test(input.phrase)) one.add(-5);
  if ((role === "cursor" || role === "keyset" || role === "offset" || role === "back") && speaksOfTime(input))
    one.add(-3);
  return { input, role, score: one.score, evidence: one.evidence, vague: input.view.unknown };
}

const isMoment = (format: string | undefined): boolean => format !== undefined && /date|time/.test(format);

function speaksOfTime(input: Input): boolean {
  return isMoment(input.view.format) || SPEAKS_OF_TIME.test(input.text);
}

/** Whether a value of this type can play the role at all. */
function fits(input: Input, role: Role): boolean {
  const { view } = input;
  if (view.constant || view.is("boolean")) return false;
  switch (role) {
    case "page":
    case "offset":
    case "size":
    case "end":
      return view.may("number") || view.is("string");
    case "cursor":
    case "keyset":
    case "back":
      return !view.values;
  }
}

/** Whether a string takes a number, for many documents declare every parameter as a string; undefined: nothing tells. */
function takesNumber(input: Input): boolean | undefined {
  const shown = [input.view.default, ...input.examples].filter((value) => value !== undefined && value !== null);
  if (shown.length > 0)
    return shown.every((value) => typeof value === "number" || (typeof value === "string" && /^\d{1,9}$/.test(value)));
  if (/\b(?:token|cursor|opaque)\b/.test(input.text) || /date|time|uuid/.test(input.view.format ?? "")) return false;
  return /\b(?:number|integer|how many|offset|index|count|limit)\b/.test(input.text) || undefined;
}

const COMMON_SIZES: ReadonlySet<unknown> = new Set([
  5, 10, 12, 15, 20, 25, 30, 40, 50, 60, 75, 90, 100, 200, 250, 256, 500, 1000,
]);

/** What defaults, bounds and types say. */
function shape(input: Input, role: Role): number {
  const { view, in: where, examples } = input;
  const counts =
    view.is("string") && role !== "cursor" && role !== "keyset" && role !== "back" ? takesNumber(input) : true;
  if (counts === false) return -4;
  const doubt = counts === undefined ? -1 : 0;
  const start = view.default ?? undefined;
  const low = view.minimum;
  switch (role) {
    case "page":
      return (
        (start === 0 || start === 1 ? 0.7 : 0) +
        (low === 0 || low === 1 ? 0.5 : 0) +
        (where === "path" ? -1.5 : 0) +
        doubt
      );
    case "offset":
      return (start === 0 || start === 1 ? 0.7 : 0) + (low === 0 ? 0.5 : 0) + (where === "path" ? -1.5 : 0) + 2 * doubt;
    case "size":
      return (
        (COMMON_SIZES.has(start) ? 0.7 : 0) +
        (view.maximum !== undefined ? 0.5 : 0) +
        (COMMON_SIZES.has(view.maximum) ? 0.3 : 0) +
        (where === "path" ? -2 : 0) +
        doubt
      );
    case "cursor":
      return (
        (view.is("string") ? 0.3 : 0) +
        (view.is("boolean") || view.is("array") ? -4 : 0) +
        (where === "path" ? -2 : 0) +
        (view.is("number") ? -1 : 0)
      );
    case "keyset":
      return (where === "path" ? -2 : 0) + (examples.some((one) => typeof one === "boolean") ? -2 : 0);
    case "back":
    case "end":
      return 0;
  }
}
