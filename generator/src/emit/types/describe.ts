import type { Json } from "../../load/document.js";
import type { Limits, Schema } from "../../model/schema.js";
import { codeSpan, type DocInput, type DocTag } from "../code/index.js";

/** Formats that the type says itself, or that say nothing to a user of the SDK. */
const PLAIN_FORMATS: ReadonlySet<string> = new Set([
  "binary",
  "double",
  "float",
  "int32",
  "number",
  "string",
  "integer",
]);
const LONGEST_EXAMPLE = 160;
const MOST_EXAMPLES = 3;

/**
 * The doc comment of a schema; undefined when there is nothing to say.
 *
 * @param subject - Name of what is described: a title that only repeats it is left out.
 * @param place - A type has a title of its own; of a member the description says enough.
 */
export function describe(schema: Schema, subject: string, place: "type" | "member"): DocInput | undefined {
  const text = [prose(schema, subject, place), valueNotes(schema)].filter((part) => part !== "").join("\n\n");
  const tags: DocTag[] = [];
  if (schema.default !== undefined) tags.push({ name: "default", text: JSON.stringify(schema.default) });
  for (const example of examplesOf(schema)) tags.push({ name: "example", text: example });
  if (schema.deprecated) tags.push({ name: "deprecated" });
  const whole = withNote(text, constraints(schema));
  return whole === "" && tags.length === 0 ? undefined : { ...(whole !== "" && { text: whole }), tags };
}

function prose({ title = "", description = "" }: Schema, subject: string, place: "type" | "member"): string {
  const [name, text] = [title.trim(), description.trim()];
  if (text === "") return folded(name) === folded(subject) ? "" : name;
  const telling = place === "type" && folded(name) !== folded(subject) && !folded(text).startsWith(folded(name));
  return telling ? `${name}\n\n${text}` : text;
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** One sentence goes on the line it belongs to, if the text is one line. */
export function withNote(text: string, note: string): string {
  if (text === "" || note === "") return text + note;
  if (text.includes("\n")) return `${text}\n\n${note}`;
  return /[.!?:;)\]]$/.test(text) ? `${text} ${note}` : `${text}. ${note}`;
}

/** Values of an enum that have words of their own. */
function valueNotes(schema: Schema): string {
  if (schema.kind !== "enum" || !schema.descriptions) return "";
  const notes = schema.values.map((value, index) => [value, schema.descriptions?.[index]] as const);
  const told = notes.filter(([, words]) => words !== undefined && words !== "");
  return told
    .map(([value, words]) => `- ${codeSpan(JSON.stringify(value))}: ${(words ?? "").replaceAll(/\s+/g, " ").trim()}`)
    .join("\n");
}

function examplesOf({ examples = [] }: Schema): string[] {
  const texts = examples
    .map((example: Json) => JSON.stringify(example))
    .filter((text) => text.length <= LONGEST_EXAMPLE);
  return [...new Set(texts)].slice(0, MOST_EXAMPLES);
}

/** What the type does not say of its values: `Format uuid, 1 to 36 characters.` */
export function constraints(schema: Schema): string {
  const said = sentence(notesOf(schema));
  if (said !== "") return said;
  // Of a list or map without limits, what holds for its members is worth a word.
  const inner =
    schema.kind === "array"
      ? schema.items
      : schema.kind === "object" && schema.properties.length === 0
        ? schema.additional
        : undefined;
  const notes = inner ? notesOf(inner) : "";
  return notes === "" ? "" : `${schema.kind === "array" ? "Items" : "Values"}: ${notes}.`;
}

function sentence(notes: string): string {
  return notes === "" ? "" : `${notes.charAt(0).toUpperCase()}${notes.slice(1)}.`;
}

function notesOf(schema: Schema): string {
  const own = [formatNote(schema), ...(schema.limits ? limitNotes(schema, schema.limits) : [])].filter(
    (part) => part !== "",
  );
  if (own.length > 0 || schema.kind !== "union") return own.join(", ");
  const others = schema.members.filter((member) => member.kind !== "null");
  const [only] = others;
  return only && others.length === 1 ? notesOf(only) : "";
}

function formatNote(schema: Schema): string {
  if (schema.kind !== "scalar" || schema.format === undefined || PLAIN_FORMATS.has(schema.format)) return "";
  return `format ${codeSpan(schema.format)}`;
}

function limitNotes(schema: Schema, limits: Limits): string[] {
  const integer = schema.kind === "scalar" && schema.type === "integer" && schema.format !== "int64";
  return [
    range(
      {
        least: exact(limits.minimum),
        most: exact(limits.maximum),
        over: exact(limits.exclusiveMinimum),
        under: exact(limits.exclusiveMaximum),
      },
      integer ? "integer " : "",
    ),
    limits.multipleOf === undefined || limits.multipleOf === 1 ? "" : `a multiple of ${limits.multipleOf}`,
    counted(limits.minLength, limits.maxLength, "character"),
    limits.pattern === undefined ? "" : `matching ${codeSpan(limits.pattern)}`,
    limits.contentMediaType === undefined ? "" : `content ${codeSpan(limits.contentMediaType)}`,
    limits.contentEncoding === undefined ? "" : `encoded as ${codeSpan(limits.contentEncoding)}`,
    counted(limits.minItems, limits.maxItems, "item"),
    limits.uniqueItems ? "without duplicates" : "",
    counted(limits.minProperties, limits.maxProperties, "member"),
  ];
}

/** A limit that a double cannot hold exactly, such as that of int64, would be printed wrong; it is the format's anyway. */
function exact(limit: number | undefined): number | undefined {
  return limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : undefined;
}

interface Range {
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly over: number | undefined;
  readonly under: number | undefined;
}

function range({ least, most, over, under }: Range, kind: string): string {
  const low = over === undefined ? (least === undefined ? "" : `at least ${least}`) : `more than ${over}`;
  const high = under === undefined ? (most === undefined ? "" : `at most ${most}`) : `less than ${under}`;
  if (low.startsWith("at least") && high.startsWith("at most")) return `${kind}${least} to ${most}`;
  const both = [low, high].filter((part) => part !== "").join(" and ");
  return both === "" ? "" : `${kind}${both}`;
}

function counted(least: number | undefined, most: number | undefined, what: string): string {
  const some = (count: number): string => `${count} ${what}${count === 1 ? "" : "s"}`;
  const atLeast = least === 0 ? undefined : least;
  if (atLeast !== undefined && most !== undefined) return atLeast === most ? some(most) : `${atLeast} to ${some(most)}`;
  if (atLeast !== undefined) return `at least ${some(atLeast)}`;
  return most === undefined ? "" : `at most ${some(most)}`;
}
