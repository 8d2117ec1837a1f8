import type { Json } from "../../load/document.js";
import type { Encoding, Parameter } from "../../model/api.js";

/*
 * What a value must look like on the wire, worked out from OpenAPI's tables and RFC 6570 and not by the runtime, whose
 * work the generated tests judge.
 */

type Style = Parameter["style"];

/** A parameter that is sent, with its value as JSON. */
export interface Sent {
  readonly name: string;
  readonly value: Json;
  readonly style: Style;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Media type of a parameter that is described by one. */
  readonly content?: string | undefined;
}

const RESERVED_IN_QUERY = ":/?@!$'()*,;=";
const LEGAL_IN_PATH = ":/@!$&'()*+,;=";
const LEGAL_IN_NAME = ":/?@!$'()*,;";

/** RFC 3986: everything but unreserved characters, and but what is kept. */
export function percent(text: string, kept = ""): string {
  let out = "";
  for (const character of text) {
    const plain = /[\w.~-]/.test(character) || kept.includes(character);
    out += plain
      ? character
      : [...new TextEncoder().encode(character)]
          .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
          .join("");
  }
  return out;
}

/** As {@link percent}, but what is encoded already is left. */
function percentReserved(text: string, kept: string): string {
  return text
    .split(/(%[0-9a-f]{2})/i)
    .map((piece, index) => (index % 2 === 1 ? piece : percent(piece, kept)))
    .join("");
}

/** Literal text of a path. */
export function pathLiteral(text: string): string {
  return percentReserved(text, LEGAL_IN_PATH);
}

/** What stands in the place of a path parameter; undefined where nothing would. */
export function pathText(sent: Sent): string | undefined {
  const encode = (text: string): string => (sent.allowReserved ? percent(text, LEGAL_IN_PATH) : percent(text));
  if (sent.content !== undefined) return percent(contentText(sent.value, sent.content));
  const text = expanded(sent, encode);
  return text === "" || text === "." ? undefined : text;
}

/** A header parameter's value. */
export function headerText(sent: Sent): string | undefined {
  if (sent.content !== undefined) return asciiJson(contentText(sent.value, sent.content));
  return expanded({ ...sent, style: "simple" }, (text) => text);
}

/** Pairs of a query, a form or cookies: `["a=1", "b=2"]`. */
export function queryPairs(sent: Sent): string[] {
  const encode = (text: string): string =>
    sent.allowReserved ? percentReserved(text, RESERVED_IN_QUERY) : percent(text);
  if (sent.content !== undefined) return [`${queryName(sent.name)}=${percent(contentText(sent.value, sent.content))}`];
  return pairs(sent).map(({ name, texts, joint }) => `${queryName(name)}=${texts.map(encode).join(joint)}`);
}

/** Pairs of the `Cookie` header. */
export function cookiePairs(sent: Sent): string[] {
  if (sent.content !== undefined) return [`${sent.name}=${percent(contentText(sent.value, sent.content))}`];
  const encode = sent.style === "cookie" ? (text: string): string => text : (text: string): string => percent(text);
  const found = pairs({ ...sent, style: "form" });
  return found.map(({ name, texts, joint }) => `${name}=${texts.map(encode).join(joint)}`);
}

/** A whole query as one value (`in: querystring`); a text is sent as a query that somebody wrote. */
export function querystring({ value, content = "application/x-www-form-urlencoded" }: Sent): string | undefined {
  if (content !== "application/x-www-form-urlencoded") return percent(contentText(value, content));
  return isRecord(value) ? formText(value, []) : undefined;
}

/** A body of type `application/x-www-form-urlencoded`. */
export function formText(value: { readonly [key: string]: Json }, encodings: readonly Encoding[]): string {
  const all = Object.entries(value).flatMap(([name, item]) => formPairs(name, item, encodings));
  return all.join("&");
}

function formPairs(name: string, value: Json, encodings: readonly Encoding[]): string[] {
  if (value === null) return [];
  const encoding = encodings.find((one) => one.property === name);
  const { style, explode, allowReserved, contentType } = encoding ?? {};
  const base = { name, value, allowReserved: allowReserved ?? false };
  if ((style ?? explode ?? allowReserved) !== undefined) {
    const own = style ?? "form";
    return queryPairs({ ...base, style: own, explode: explode ?? own === "form" });
  }
  const json = contentType !== undefined && /[/+]json\b/i.test(contentType);
  if (json || isRecord(value)) return [`${queryName(name)}=${percent(JSON.stringify(value))}`];
  return queryPairs({ ...base, style: "form", explode: true });
}

interface Pair {
  readonly name: string;
  readonly texts: readonly string[];
  readonly joint: string;
}

function pairs({ name, value, style, explode }: Sent): Pair[] {
  if (style === "deepObject") return deepPairs(name, value);
  const joint = style === "spaceDelimited" ? "%20" : style === "pipeDelimited" ? "%7C" : ",";
  const flat = flatOf(value);
  if (flat === undefined) return [];
  if (typeof flat === "string") return [{ name, texts: [flat], joint }];
  if (!explode) return [{ name, texts: flat.flat(), joint }];
  return flat.map((one) =>
    typeof one === "string" ? { name, texts: [one], joint } : { name: one[0], texts: [one[1]], joint },
  );
}

/** `filter[a][b]=1`; items of lists in empty brackets, objects among them by index. */
export function deepPairs(name: string, value: Json): Pair[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    const items = value.filter((item) => item !== null);
    const indexed = items.some((item) => typeof item === "object");
    return items.flatMap((item, index) => deepPairs(`${name}[${indexed ? index : ""}]`, item));
  }
  if (isRecord(value)) return Object.entries(value).flatMap(([key, item]) => deepPairs(`${name}[${key}]`, item));
  return [{ name, texts: [String(value)], joint: "," }];
}

/** RFC 6570, 3.2: simple, label and matrix expansion. */
function expanded({ name, value, style, explode }: Sent, encode: (text: string) => string): string | undefined {
  const flat = flatOf(value);
  if (flat === undefined) return undefined;
  const first = style === "label" ? "." : style === "matrix" ? ";" : "";
  const separator = style === "label" ? "." : style === "matrix" ? ";" : ",";
  const named = (text: string): string => {
    if (style !== "matrix") return text;
    return text === "" ? encode(name) : `${encode(name)}=${text}`;
  };
  if (typeof flat === "string") return first + named(encode(flat));
  if (!explode) return first + named(flat.flat().map(encode).join(","));
  const parts = flat.map((one) =>
    typeof one === "string" ? named(encode(one)) : `${encode(one[0])}=${encode(one[1])}`,
  );
  return first + parts.join(separator);
}

/** A value as one text, a list of texts, or pairs; undefined where there is nothing to send. */
function flatOf(value: Json): string | (string | readonly [string, string])[] | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value.filter((item) => item !== null).map(inner);
    return items.length === 0 ? undefined : items;
  }
  if (!isRecord(value)) return String(value);
  const members = Object.entries(value).filter(([, item]) => item !== null);
  return members.length === 0 ? undefined : members.map(([key, item]): [string, string] => [key, inner(item)]);
}

/** What is nested deeper than a style can say is JSON. */
const inner = (value: Json): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

const queryName = (name: string): string => percent(name, LEGAL_IN_NAME);

function contentText(value: Json, content: string): string {
  return typeof value === "string" && !/[/+]json\b/i.test(content) ? value : JSON.stringify(value);
}

function asciiJson(text: string): string {
  return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
