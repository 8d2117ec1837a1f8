import type { ParameterSpec } from "../contract.js";
import { jsonText } from "./json.js";
import { encodeName, encodeReserved, encodeValue } from "./percent.js";
import { unwrap } from "./scalar.js";
import { pairsOf, type Pair } from "./style.js";

/** A parameter with the names and defaults that its spec leaves unsaid. */
export interface Parameter {
  /** Key of the argument object. */
  readonly key: string;
  /** Wire name. */
  readonly name: string;
  /** Wire name as it stands in a query. */
  readonly encodedName: string;
  readonly spec: ParameterSpec;
}

/** One query parameter as it stands in a URL; empty where it is left out. */
export function queryText({ name, encodedName, spec }: Parameter, value: unknown): string {
  // Most calls have nothing but these.
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    if (spec.content === undefined) return `${encodedName}=${encoder(spec)(String(value))}`;
  }
  if (value === undefined || value === null) return "";
  if (spec.content !== undefined) return `${encodedName}=${encodeValue(contentText(spec.content, value, name))}`;
  const style = spec.style ?? "form";
  const pairs = pairsOf({ name, value, style, explode: spec.explode ?? style === "form", date: spec.date });
  return joinPairs(pairs, encoder(spec));
}

/** Pairs as `a=1&b=2`. */
export function joinPairs(pairs: readonly Pair[], encode: (text: string) => string): string {
  return pairs.map(({ name, texts, joint }) => `${encodeName(name)}=${texts.map(encode).join(joint)}`).join("&");
}

/** OpenAPI 3.2's `in: querystring`: the whole query as one value of a media type. */
export function querystringText({ name, spec }: Parameter, value: unknown): string {
  if (value === undefined || value === null) return "";
  const content = spec.content ?? "application/x-www-form-urlencoded";
  const plain = unwrap(value);
  if (typeof plain === "string") return encodeQuery(plain);
  if (value instanceof URLSearchParams) return value.toString();
  if (content !== "application/x-www-form-urlencoded") return encodeValue(contentText(content, plain, name));
  return Object.entries(plain as object)
    .map(([key, item]) => joinPairs(pairsOf({ name: key, value: item, style: "form", explode: true }), encodeValue))
    .filter((text) => text !== "")
    .join("&");
}

/** A parameter that is described by a media type rather than a style. */
export function contentText(content: string, value: unknown, name: string): string {
  return typeof value === "string" && !/[/+]json\b/i.test(content) ? value : jsonText(value, name);
}

function encoder(spec: ParameterSpec): (text: string) => string {
  return spec.allowReserved ? encodeReserved : encodeValue;
}

// A query that somebody wrote out: its own separators are kept.
function encodeQuery(text: string): string {
  return text
    .replace(/^\?/, "")
    .split(/([&=+])/)
    .map((piece) => (/^[&=+]$/.test(piece) ? piece : encodeReserved(piece)))
    .join("");
}
