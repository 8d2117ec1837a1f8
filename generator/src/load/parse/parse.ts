import { isUtf8 } from "node:buffer";
import type { Json } from "../document.js";
import { checkDepth, countMembers, duplicateKeys } from "./json.js";
import { jsonError } from "./json-error.js";
import { TextProblem } from "./problem.js";
import type { parseYaml } from "./yaml.js";

export type Format = "json" | "yaml";

/** Something a little wrong in a text, with its offset. */
export interface TextFinding {
  readonly code: string;
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

export interface Parsed {
  readonly format: Format;
  readonly value: Json;
  readonly findings: readonly TextFinding[];
}

/** Bytes → text, without its byte order mark. UTF-8, or UTF-16 when a mark says so. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return buffer.toString("utf8", marked ? 3 : 0);
}

/**
 * Text → JSON values. The content decides what it is, not the name of the file.
 *
 * @throws TextProblem for what cannot be read.
 */
export async function parseText(text: string, bytes: Uint8Array): Promise<Parsed> {
  const findings: TextFinding[] = isUtf8(bytes) || text.length * 2 <= bytes.length ? [] : [notUtf8(text)];
  const begin = /\S/.exec(text)?.index ?? text.length;
  const first = text[begin];
  if (first === undefined) {
    throw new TextProblem("load/empty", 0, "The source is empty.", "Check that it was written or downloaded in full.");
  }
  if (first === "<") throw markup(text, begin);
  if (first === "{" || first === "[") return parseJson(text, bytes, findings);
  return fromYaml((await yaml())(text), findings);
}

async function parseJson(text: string, bytes: Uint8Array, findings: TextFinding[]): Promise<Parsed> {
  const survey = checkDepth(text, bytes);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return almostJson(text, findings);
  }
  if (countMembers(value) < survey.members) {
    for (const { key, offset } of duplicateKeys(text)) {
      const message = `The key \`${key}\` stands twice in one object; the last one counts.`;
      findings.push({ code: "load/duplicate-key", offset, message, fix: "Remove or rename one of them." });
    }
  }
  return { format: "json", value, findings };
}

/** Text in braces that is no JSON may still be YAML: trailing commas, single quotes, comments with `#`. */
async function almostJson(text: string, findings: TextFinding[]): Promise<Parsed> {
  const { offset, message } = jsonError(text);
  const fix = "Mend the JSON at this place.";
  try {
    const parsed = fromYaml((await yaml())(text), findings);
    const warning = { code: "load/loose-json", offset, message: `${message}; read as YAML instead.`, fix };
    return { ...parsed, findings: [warning, ...parsed.findings] };
  } catch {
    throw new TextProblem("load/json-syntax", offset, `The JSON cannot be read: ${message}.`, fix);
  }
}

function fromYaml(result: ReturnType<typeof parseYaml>, findings: TextFinding[]): Parsed {
  return { format: "yaml", value: result.value, findings: [...findings, ...result.findings] };
}

/** The YAML reader is loaded for YAML only: start-up counts. */
async function yaml(): Promise<typeof parseYaml> {
  return (await import("./yaml.js")).parseYaml;
}

function markup(text: string, offset: number): TextProblem {
  const title = /<title[^>]*>([^<]{1,120})/i.exec(text)?.[1]?.trim();
  const page = /^\s*<(?:!doctype\s+html|html|head|body)/i.test(text);
  const message = page
    ? `The source is an HTML page${title ? ` titled "${title}"` : ""}, not an OpenAPI document.`
    : "The source is markup (XML), not an OpenAPI document.";
  return new TextProblem("load/html", offset, message, "Give the address of the JSON or YAML file itself.");
}

function notUtf8(text: string): TextFinding {
  const message = "The text is not valid UTF-8; what cannot be decoded became U+FFFD.";
  return { code: "load/encoding", offset: Math.max(0, text.indexOf("\ufffd")), message, fix: "Save it as UTF-8." };
}
