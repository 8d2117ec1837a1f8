import type { Json } from "../../load/document.js";
import { carriesFiles } from "../../model/index.js";
import type { Encoding, MediaType, Operation, Parameter } from "../../model/api.js";
import { bareType, bodyKind } from "../operations/media.js";
import { keyOf } from "../operations/params.js";
import { isSampleObject, Leaf, wireOf, type Sample } from "../samples/index.js";
import type { TestScene } from "./scene.js";
import { CREDENTIAL } from "./credentials.js";
import {
  cookiePairs,
  formText,
  headerText,
  pathLiteral,
  pathText,
  queryPairs,
  querystring,
  type Sent,
} from "./encode.js";

/** One call with samples, and what it must send. */
export interface SampleRequest {
  /** The argument object; undefined: the method takes none. */
  readonly argument: ReadonlyMap<string, Sample> | undefined;
  readonly method: string;
  readonly path: string;
  /** Those that the operation itself decides. */
  readonly headers: { readonly [name: string]: string };
  /** As `SentRequest.body`; undefined: none. */
  readonly body: Json | undefined;
}

/** Undefined: something that is required has no sample, or none that can be sent. */
export function sampleRequest(
  operation: Operation,
  scene: TestScene,
  constants: { readonly [key: string]: Json } = {},
): SampleRequest | undefined {
  const names = scene.names.operations.get(operation.key);
  if (!names) return undefined;
  const argument = new Map<string, Sample>();
  const sent = new Map<Parameter, Sent>();
  for (const parameter of operation.parameters) {
    const value = parameterSample(parameter, scene);
    const one = value === undefined ? undefined : sentAs(parameter, value);
    if (value === undefined || !one || !canBeSent(parameter, one)) {
      if (parameter.required) return undefined;
      continue;
    }
    const key = keyOf(parameter, names);
    argument.set(key, value);
    sent.set(parameter, Object.hasOwn(constants, key) ? { ...one, value: constants[key]! } : one);
  }
  const media = operation.body?.media[0];
  const body = media && bodySample(media, scene);
  if (operation.body?.required && (!media || !body)) return undefined;
  if (body) argument.set("body", body.sample);
  const path = pathOf(operation, sent);
  if (path === undefined) return undefined;
  const takesNothing = operation.parameters.length === 0 && !operation.body;
  return {
    argument: takesNothing ? undefined : argument,
    method: operation.method,
    path: path + queryOf(operation, sent),
    headers: { ...headersOf(sent), ...(body?.contentType !== undefined && { "content-type": body.contentType }) },
    body: withConstants(body?.sent, constants),
  };
}

function parameterSample(parameter: Parameter, { sampler }: TestScene): Sample | undefined {
  // With something in it that a URL must not hold as it is.
  const text = parameter.in === "query" || parameter.in === "path" ? { text: "sample & more" } : {};
  const where = { direction: "write", files: false, items: 2, ...text } as const;
  return sampler.sample(parameter.schema, where, parameter.examples);
}

function sentAs({ name, style, explode, allowReserved, content }: Parameter, sample: Sample): Sent {
  return { name, value: wireOf(sample), style, explode, allowReserved, content };
}

/** What is empty leaves a hole in the path, and a header cannot carry everything. */
function canBeSent(parameter: Parameter, sent: Sent): boolean {
  if (parameter.in === "path") return pathText(sent) !== undefined;
  if (parameter.in === "querystring") return querystring(sent) !== undefined;
  const text = parameter.in === "header" ? headerText(sent) : cookiePairs(sent).join("; ");
  const isLatin = text !== undefined && /^[\t\x20-\x7e\x80-\xff]*$/.test(text) && text === text.trim();
  if (parameter.in === "header") return isLatin;
  return parameter.in !== "cookie" || (isLatin && (sent.style !== "cookie" || !text.includes(";")));
}

function pathOf({ path }: Operation, sent: ReadonlyMap<Parameter, Sent>): string | undefined {
  const [template = ""] = path.split("#", 1);
  const [pathname = ""] = template.split("?", 1);
  const values = new Map([...sent].filter(([{ in: place }]) => place === "path").map(([{ name }, one]) => [name, one]));
  const parts = pathname.split(/\{([^{}]*)\}/).map((text, index) => {
    if (index % 2 === 0) return pathLiteral(text);
    const value = values.get(text);
    return value ? pathText(value) : CREDENTIAL;
  });
  if (parts.includes(undefined)) return undefined;
  const whole = parts.join("");
  // Segments of dots would be dropped by whoever reads the URL.
  return whole.replace(/(?<=\/)\.{1,2}(?=\/|$)/g, (dots) => "%2E".repeat(dots.length)) || "/";
}

function queryOf({ path, parameters }: Operation, sent: ReadonlyMap<Parameter, Sent>): string {
  const literal = /^[^#?]*\?([^#]*)/.exec(path)?.[1];
  const own = parameters.flatMap((parameter) => {
    const one = sent.get(parameter);
    if (!one) return [];
    if (parameter.in === "querystring") return [querystring(one) ?? ""];
    return parameter.in === "query" ? queryPairs(one) : [];
  });
  const ordered = [...(literal ? [literal] : []), ...own].filter((text) => text !== "");
  return ordered.length === 0 ? "" : `?${ordered.join("&")}`;
}

function headersOf(sent: ReadonlyMap<Parameter, Sent>): { [name: string]: string } {
  const headers = new Map<string, string>();
  for (const [parameter, one] of sent) {
    if (parameter.in === "header") headers.set(parameter.name.toLowerCase(), headerText(one) ?? "");
  }
  const cookies = [...sent].flatMap(([parameter, one]) => (parameter.in === "cookie" ? cookiePairs(one) : []));
  if (cookies.length > 0) headers.set("cookie", cookies.join("; "));
  return Object.fromEntries(headers);
}

interface SampleBody {
  readonly sample: Sample;
  /** As the test reads it. */
  readonly sent: Json | undefined;
  /** Undefined: it holds a boundary. */
  readonly contentType: string | undefined;
}

function bodySample(media: MediaType, scene: TestScene): SampleBody | undefined {
  const kind = bodyKind(media, scene.components);
  const type = media.type;
  const where = { direction: "write", files: carriesFiles(type) } as const;
  if (kind === "jsonl") {
    const item = media.itemSchema ?? (media.schema?.kind === "array" ? media.schema.items : media.schema);
    const value = item ? scene.sampler.sample(item, where) : "sample";
    if (value === undefined) return undefined;
    return { sample: [value], sent: `${JSON.stringify(wireOf(value))}\n`, contentType: type };
  }
  if (kind === "binary") return binaryBody(type);
  const schema = media.schema ?? { kind: "unknown", at: media.at };
  const sample = scene.sampler.sample(schema, where, media.examples);
  if (sample === undefined) return undefined;
  if (kind === "text") {
    return typeof sample === "string" ? { sample, sent: sample, contentType: type } : undefined;
  }
  if (kind === "json")
    return { sample, sent: wireOf(sample), contentType: /[/+]json$/.test(bareType(type)) ? type : undefined };
  if (!isSampleObject(sample)) return undefined;
  const entries = Object.fromEntries([...sample].map(([key, value]) => [key, wireOf(value)]));
  if (kind === "form") return { sample, sent: formText(entries, media.encoding), contentType: type };
  return { sample, sent: parts(sample, media.encoding), contentType: undefined };
}

/** Sent as it is; a type with a star says nothing of this file. */
function binaryBody(type: string): SampleBody {
  const text = "sample";
  const blob = new Leaf(text, `new Blob([${JSON.stringify(text)}])`);
  return { sample: blob, sent: text, contentType: type.includes("*") ? "application/octet-stream" : type };
}

/** Parts of a multipart body as the test reads them (`SentPart`). */
function parts(sample: ReadonlyMap<string, Sample>, encodings: readonly Encoding[]): Json {
  return [...sample].flatMap(([name, value]): Json[] => {
    const encoding = encodings.find((one) => one.property === name);
    const items = Array.isArray(value) ? (value as readonly Sample[]) : [value];
    if (encoding?.style !== undefined && !(value instanceof Leaf)) {
      const { style, explode = style === "form" } = encoding;
      const decoded = queryPairs({ name, value: wireOf(value), style, explode, allowReserved: true });
      return decoded.map((pair) => styledPart(pair));
    }
    return items.flatMap((item) => part(name, item, encoding?.contentType));
  });
}

function styledPart(pair: string): Json {
  const [name = "", ...rest] = pair.split("=");
  return { name: decodeURIComponent(name), content: decodeURIComponent(rest.join("=")) };
}

function part(name: string, value: Sample, declared: string | undefined): Json[] {
  if (value === null) return [];
  const types = declared?.split(",").map((type) => type.trim()) ?? [];
  const type = types.find((one) => !one.includes("*"));
  if (value instanceof Leaf && value.code.startsWith("new Blob(")) {
    return [{ name, filename: name, type: type ?? "application/octet-stream", content: String(value.wire) }];
  }
  const wire = wireOf(value);
  if (typeof wire === "object" || (type !== undefined && /[/+]json$/i.test(type))) {
    return [{ name, type: type ?? "application/json", content: JSON.stringify(wire) }];
  }
  return [{ name, ...(type !== undefined && { type }), content: String(wire) }];
}

/** Constants at `body:/pointer`, which the client puts in itself. */
function withConstants(body: Json | undefined, constants: { readonly [key: string]: Json }): Json | undefined {
  let whole = body;
  for (const [key, value] of Object.entries(constants)) {
    const [name, ...deeper] = key.startsWith("body:/") ? key.slice("body:/".length).split("/") : [];
    if (name === undefined || deeper.length > 0) continue;
    const before = typeof whole === "object" && whole !== null && !Array.isArray(whole) ? whole : {};
    whole = { ...before, [name]: value };
  }
  return whole;
}
