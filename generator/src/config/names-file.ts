import * as z from "zod";
import type { KeptNames } from "../name/kept.js";
import { jsonError } from "../load/parse/json-error.js";
import { StopError, type Diagnostic } from "../report/diagnostic.js";
import { codeFrame } from "../report/frame.js";
import { namesFileText } from "./names-file-text.js";
import { placeOf } from "./place.js";

const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
/** Each part is a folder of the output; no document that was met has half as many. */
const DEEPEST = 24;
const identifier = z.string().max(200).regex(IDENTIFIER, "it is no identifier");
const method = z
  .string()
  .max(600)
  .refine((text) => text.split(".").every((part) => IDENTIFIER.test(part)), "it is no path of identifiers")
  .refine((text) => text.split(".").length <= DEEPEST, `it has more than ${DEEPEST} parts`);
const entries = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

const types = z.strictObject({
  params: identifier.exactOptional(),
  result: identifier.exactOptional(),
  errors: identifier.exactOptional(),
  successes: identifier.exactOptional(),
});

const shape = z.strictObject({
  names: z.literal(1),
  client: identifier.exactOptional(),
  env: z
    .string()
    .regex(/^[A-Z_][A-Z\d_]*$/)
    .exactOptional(),
  package: z
    .string()
    .regex(/^[a-z\d][a-z\d-]{0,99}$/)
    .exactOptional(),
  resources: entries(identifier),
  operations: entries(
    z.strictObject({
      name: method,
      value: identifier,
      id: z.string().exactOptional(),
      tag: z.string().exactOptional(),
      types: types.exactOptional(),
      aliases: z.array(method).default([]),
    }),
  ),
  schemas: entries(
    z.strictObject({
      type: identifier,
      input: identifier.exactOptional(),
      shape: z.string(),
      aliases: z.array(identifier).default([]),
    }),
  ),
  inline: entries(z.union([identifier, z.strictObject({ type: identifier, input: identifier })])),
});

/**
 * The names that a file keeps. Undefined: there is no file.
 *
 * @throws StopError with `config/names-file`.
 */
export function readNamesFile(file: string | undefined): KeptNames | undefined {
  const text = namesFileText(file);
  if (file === undefined || text === "") return undefined;
  const { names: _version, resources, operations, schemas, inline, ...rest } = parsed(text, file);
  return {
    ...rest,
    resources: new Map(Object.entries(resources)),
    operations: new Map(Object.entries(operations)),
    schemas: new Map(Object.entries(schemas)),
    inline: new Map(
      Object.entries(inline).map(([at, one]) => [at, typeof one === "string" ? { type: one } : one] as const),
    ),
  };
}

function parsed(text: string, file: string): z.infer<typeof shape> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unparsable(text, file);
  }
  const result = shape.safeParse(value);
  if (!result.success) {
    const [{ path, message } = { path: [], message: "" }] = result.error.issues;
    const where = path.length === 0 ? "the file as a whole" : `\`${path.join(".")}\``;
    throw unreadable(file, `${where} is not right: ${message}`, placeOf(file, path));
  }
  const twice = repeatedLine(text);
  if (twice) throw unreadable(file, `${twice.key} stands twice`, lineOf(file, text, twice.line));
  return result.data;
}

/** Marks that git leaves where two branches changed the same lines. */
const CONFLICT = /^(?:<{7}|={7}|>{7})/;

function unparsable(text: string, file: string): StopError {
  const conflict = text.split("\n").findIndex((line) => CONFLICT.test(line));
  if (conflict >= 0) return unreadable(file, "it has the marks of a merge conflict", lineOf(file, text, conflict + 1));
  const { offset, message } = jsonError(text);
  const before = text.slice(0, offset).split("\n");
  return unreadable(file, message, lineOf(file, text, before.length, (before.at(-1)?.length ?? 0) + 1));
}

/** JSON.parse takes the last of entries with one key, and forgets what the others say. */
function repeatedLine(text: string): { readonly key: string; readonly line: number } | undefined {
  let seen = new Set<string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (/^ {2}"/.test(line)) seen = new Set();
    const [, key] = /^ {4}("(?:[^"\\]|\\.)*"):/.exec(line) ?? [];
    if (key !== undefined && seen.has(key)) return { key, line: index + 1 };
    if (key !== undefined) seen.add(key);
  }
  return undefined;
}

type Where = Required<Pick<Diagnostic, "place" | "frame">>;

function lineOf(file: string, text: string, line: number, column = 1): Where {
  return { place: { file, line, column }, frame: codeFrame(text.split("\n"), { line, column }) };
}

function unreadable(file: string, cause: string, where: Where): StopError {
  return new StopError([
    {
      code: "config/names-file",
      severity: "stop",
      message: `The names of earlier runs cannot be read: ${cause}.`,
      ...where,
      fix: "Keep one line for each key, those of both sides after a merge, or restore the file from version control and run again. Without it, names that changed meanwhile are not kept.",
    },
  ]);
}

/** Contents of the file: an entry a line, sorted, so that a review shows which names came and went. */
export function namesText({
  client,
  env,
  package: packageName,
  resources,
  operations,
  schemas,
  inline,
}: KeptNames): string {
  const sections = { resources, operations, schemas, inline };
  const texts = Object.entries(sections).map(([name, section]) => `  ${JSON.stringify(name)}: ${sectionText(section)}`);
  const head = Object.entries({ names: 1, client, env, package: packageName })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${[...head, ...texts].join(",\n")}\n}\n`;
}

function sectionText(section: ReadonlyMap<string, unknown>): string {
  if (section.size === 0) return "{}";
  const lines = [...section]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(withoutEmpty(value))}`);
  return `{\n${lines.join(",\n")}\n  }`;
}

/** Most have no aliases, and most types no twin. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const said = Object.entries(value).filter(([, one]) => !Array.isArray(one) || one.length > 0);
  const [[key, only] = [], ...more] = said;
  return key === "type" && more.length === 0 ? only : Object.fromEntries(said);
}
