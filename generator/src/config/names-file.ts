import * as z from "zod";
import type { KeptNames } from "../name/kept.js";
import { StopError } from "../report/diagnostic.js";
import { namesFileText } from "./names-file-text.js";

const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
const identifier = z.string().max(200).regex(IDENTIFIER, "is no identifier");
const method = z
  .string()
  .max(600)
  .refine((text) => text.split(".").every((part) => IDENTIFIER.test(part)), "is no path of identifiers");
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
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error));
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw unreadable(file, `\`${issue?.path.join(".") ?? ""}\`: ${issue?.message ?? ""}`);
}

function unreadable(file: string, cause: string): StopError {
  return new StopError([
    {
      code: "config/names-file",
      severity: "stop",
      message: `The names of earlier runs cannot be read: ${cause}.`,
      place: { file, line: 1, column: 1 },
      fix: "Restore the file from version control; without it, names that changed meanwhile are not kept.",
    },
  ]);
}

/** Contents of the file: an entry a line, sorted, so that a review shows which names came and went. */
export function namesText({ client, env, resources, operations, schemas, inline }: KeptNames): string {
  const sections = { resources, operations, schemas, inline };
  const texts = Object.entries(sections).map(([name, section]) => `  ${JSON.stringify(name)}: ${sectionText(section)}`);
  const head = Object.entries({ names: 1, client, env })
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
