import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Input } from "../../config/config.js";
import { codeFrame } from "../../report/frame.js";
import type { Json, JsonObject } from "../document.js";
import { Lines } from "../parse/lines.js";
import { decodeText, parseText, type Parsed } from "../parse/parse.js";
import { TextProblem } from "../parse/problem.js";
import { decode } from "../pointer.js";
import type { Session } from "../session.js";
import { anonymous, download, redacted } from "./download.js";
import { ReadProblem, readBytes, tooLarge } from "./file.js";
import { expandHeaders, expandVariables } from "./variables.js";
import { memorySource, TextSource, type Content, type Source, type YamlTreeOf } from "./source.js";

/** What the standard input is called. It has no folder, so that nothing lies beside it. */
export const STDIN = "(stdin)";

/** Reads one input of the configuration: a path, a URL, `-`, a file of an npm package, or an object. */
export async function openInput(input: Input, session: Session): Promise<Source> {
  if (!(input instanceof URL) && typeof input !== "string") return openObject(input, session);
  const content = await contentOf(input, session).catch((error: unknown) => {
    if (error instanceof ReadProblem) session.stop(error.finding);
    throw error;
  });
  return openText(content, session);
}

/** Parses bytes; what cannot be parsed ends the run with its place. */
export async function openText(content: Content, session: Session): Promise<Source> {
  const { name, bytes } = content;
  const text = decodeText(bytes);
  const parsed = await parse(text, bytes, name, session);
  const yamlTree = parsed.format === "yaml" ? await yamlReader() : undefined;
  const source = new TextSource(content, parsed.value, parsed.format, yamlTree);
  session.origins.set(source.value, { source, pointer: "" });
  const lines = parsed.findings.length > 0 ? new Lines(text) : undefined;
  for (const { offset, ...finding } of parsed.findings) {
    session.report.add({ ...finding, severity: "warn", place: { file: name, ...lines!.at(offset) } });
  }
  session.sources.push(source);
  return source;
}

async function parse(text: string, bytes: Uint8Array, name: string, session: Session): Promise<Parsed> {
  try {
    return await parseText(text, bytes);
  } catch (error) {
    if (!(error instanceof TextProblem)) throw error;
    const { code, message, fix, offset } = error;
    const lines = new Lines(text);
    const place = { file: name, ...lines.at(offset) };
    session.stopAt({ code, message, fix }, place, codeFrame(lines.around(place.line, 2), place));
  }
}

async function yamlReader(): Promise<YamlTreeOf> {
  const { YamlTree } = await import("../parse/yaml-tree.js");
  return (text) => new YamlTree(text);
}

/** A copy: the caller's object is never changed. Functions, dates and the like in it become what JSON makes of them. */
function openObject(input: JsonObject, session: Session): Source {
  let value: unknown;
  try {
    value = JSON.parse(JSON.stringify(input) ?? "null");
  } catch (error) {
    const cause = error instanceof Error ? error.message.split("\n")[0] : String(error);
    session.stop({
      code: "load/not-json",
      message: `The object that was passed is no JSON value: ${cause}.`,
      fix: "Pass plain data without cycles; use `$ref` for what refers to itself.",
    });
  }
  const number = session.sources.length;
  const source = memorySource("(object)", `memory:${number}/`, (value ?? null) as Json);
  session.origins.set(source.value, { source, pointer: "" });
  session.sources.push(source);
  return source;
}

async function contentOf(input: string | URL, session: Session): Promise<Content> {
  const { cwd, maxBytes } = session;
  if (input === "-") return { name: STDIN, uri: pathToFileURL(join(cwd, STDIN)).href, bytes: await stdin(session) };
  const url = addressOf(input);
  if (url && /^https?:$/.test(url.protocol)) return remote(url, session);
  const path = pathOfInput(input, url, cwd);
  const bytes = readBytes(path, maxBytes);
  const asGiven = !url && path === resolve(cwd, String(input));
  return { name: asGiven ? String(input) : path, uri: pathToFileURL(realpathSync(path)).href, bytes };
}

/** The address of the source that an input leads to now; undefined where that cannot be said without reading it. */
export function uriOf(input: string | URL, cwd: string): string | undefined {
  const url = input === "-" ? undefined : addressOf(input);
  if (input === "-" || (url && /^https?:$/.test(url.protocol))) return undefined;
  return pathToFileURL(realpathSync(pathOfInput(input, url, cwd))).href;
}

function pathOfInput(input: string | URL, url: URL | undefined, cwd: string): string {
  return url ? pathOf(url) : filePath(String(input), cwd);
}

/** The URL that an input is; undefined for a path. */
export function addressOf(input: string | URL): URL | undefined {
  if (input instanceof URL) return input;
  if (!/^[a-z][a-z\d+.-]+:\/\//i.test(input)) return undefined;
  const address = expandVariables(input);
  if (URL.canParse(address)) return new URL(address);
  throw new ReadProblem({ code: "load/unreadable", message: `${input} is no address.`, fix: "Check the address." });
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw new ReadProblem({
      code: "load/unreadable",
      message: `${redacted(url)} cannot be read.`,
      fix: "Give a path, or an http, https or file URL without a host.",
    });
  }
}

async function remote(given: URL, session: Session): Promise<Content> {
  const { maxBytes, timeout, config } = session;
  const { url, authorization } = withoutPassword(given);
  const headers = { ...authorization, ...expandHeaders(config.headers) };
  const mayGo = (next: URL) => url.protocol === "http:" || next.protocol === "https:";
  const { bytes, url: end, etag } = await download(url, { fetch: session.fetch, maxBytes, timeout, headers, mayGo });
  return { name: redacted(url), uri: end.href, bytes, headersTo: url.origin, ...(etag !== undefined && { etag }) };
}

/** fetch refuses a user and password in the address; as a header they stay with the origin. */
export function withoutPassword(url: URL): { url: URL; authorization: { authorization?: string } } {
  if (url.username === "" && url.password === "") return { url, authorization: {} };
  const pair = `${decode(url.username)}:${decode(url.password)}`;
  const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
  return { url: anonymous(url), authorization: { authorization } };
}

async function stdin(session: Session): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of session.stdin) {
    size += chunk.length;
    if (size > session.maxBytes) throw tooLarge("The standard input", session.maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A path of the file system; else a file of an installed package, as `@scope/name/file.json`. */
function filePath(input: string, cwd: string): string {
  const path = resolve(cwd, input);
  if (existsSync(path) || /^[./\\]/.test(input)) return path;
  const [, name] = /^((?:@[\w.-]+\/)?[\w.-]+)\/./.exec(input) ?? [];
  if (name === undefined) return path;
  const folders = createRequire(join(cwd, "noop.js")).resolve.paths(name) ?? [];
  const installed = folders.map((folder) => join(folder, input)).find((file) => existsSync(file));
  return installed ?? path;
}
