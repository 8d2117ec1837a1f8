import type { Json } from "../../load/document.js";
import { carriesFiles, isBinary } from "../../model/index.js";
import type { Encoding, MediaType, Operation, Parameter } from "../../model/api.js";
import { resolve } from "../scene.js";
import { placeOf } from "../operations/credentials.js";
import { bareType, bodyKind } from "../operations/media.js";
import { keyOf } from "../operations/params.js";
import {
  FILE,
  FILE_TEXT,
  hasFile,
  isSampleObject,
  Leaf,
  plainSample,
  wireOf,
  type Sample,
  type SampleObject,
} from "../samples/index.js";
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

/** What requests are made of. */
export type RequestScene = Pick<TestScene, "names" | "components" | "sampler"> & Partial<Pick<TestScene, "facts">>;

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
  scene: RequestScene,
  constants: { readonly [key: string]: Json } = {},
): SampleRequest | undefined {
  const names = scene.names.operations.get(operation.key);
  if (!names) return undefined;
  const argument = new Map<string, Sample>();
  const sent = new Map<Parameter, Sent>();
  const credentials = headersOfCredentials(scene);
  for (const parameter of operation.parameters) {
    const value = parameterSample(parameter, scene);
    const one = value === undefined ? undefined : sentAs(parameter, value);
    if (value === undefined || !one || !canBeSent(parameter, one)) {
      if (parameter.required) return undefined;
      continue;
    }
    const key = keyOf(parameter, names);
    const place = placeOf(parameter);
    const isCredential = place !== undefined && credentials.has(place);
    if (isCredential && !parameter.required) continue;
    argument.set(key, value);
    // What the client was given as `auth` goes before it.
    if (isCredential) continue;
    sent.set(parameter, Object.hasOwn(constants, key) ? { ...one, value: constants[key]! } : one);
  }
  const body = firstBody(operation, scene, bodyConstants(constants));
  if (operation.body?.required && !body) return undefined;
  if (body) argument.set("body", body.sample);
  // The first media type is the default.
  if (body && body.media !== operation.body?.media[0]) argument.set("contentType", body.media.type);
  const path = pathOf(operation, sent);
  if (path === undefined) return undefined;
  const takesNothing = operation.parameters.length === 0 && !operation.body;
  return {
    argument: takesNothing ? undefined : argument,
    method: operation.method,
    path: path + queryOf(operation, sent),
    headers: {
      ...operation.headers,
      ...headersOf(sent),
      ...(body?.contentType !== undefined && { "content-type": body.contentType }),
    },
    // `null` is a body, too.
    body: body ? body.sent : Object.keys(bodyConstants(constants)).length > 0 ? bodyConstants(constants) : undefined,
  };
}

/** Headers that the credentials of a test's client are sent in. */
function headersOfCredentials({ facts }: RequestScene): ReadonlySet<string> {
  const schemes = Object.values(facts?.auth.schemes ?? {}).filter((one) => one.in === "header");
  return new Set(schemes.flatMap((one) => placeOf(one) ?? []));
}

function parameterSample(parameter: Parameter, { sampler }: RequestScene): Sample | undefined {
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

/** Of the first media type that a sample can be sent as. */
function firstBody(
  { body }: Operation,
  scene: RequestScene,
  constants: Constants,
): (SampleBody & { readonly media: MediaType }) | undefined {
  for (const media of body?.media ?? []) {
    if (media !== body?.media[0] && media.type.includes("*")) continue;
    const found = bodySample(media, scene, constants);
    if (found) return { ...found, media };
  }
  return undefined;
}

function bodySample(media: MediaType, scene: RequestScene, constants: Constants): SampleBody | undefined {
  const kind = bodyKind(media, scene.components);
  const type = media.type;
  const where = { direction: "write", files: carriesFiles(type) } as const;
  if (kind === "jsonl") {
    const item = media.itemSchema ?? (media.schema?.kind === "array" ? media.schema.items : media.schema);
    const value = item ? scene.sampler.sample(item, where) : "sample";
    if (value === undefined) return undefined;
    return { sample: [value], sent: `${JSON.stringify(wireOf(value))}\n`, contentType: type };
  }
  if (kind === "binary") return binaryBody(media, scene);
  const schema = media.schema ?? { kind: "unknown", at: media.at };
  const sample = scene.sampler.sample(schema, where, media.examples);
  if (sample === undefined) return undefined;
  if (kind !== "multipart" && hasFile(sample)) return undefined;
  if (kind === "text") {
    const contentType = type.includes("*") ? "text/plain" : type;
    return typeof sample === "string" ? { sample, sent: sample, contentType } : undefined;
  }
  const whole = isSampleObject(sample) ? withConstants(sample, constants) : sample;
  if (kind === "json")
    return { sample, sent: wireOf(whole), contentType: /[/+]json$/.test(bareType(type)) ? type : undefined };
  if (!isSampleObject(whole)) return undefined;
  const entries = Object.fromEntries([...whole].map(([key, value]) => [key, wireOf(value)]));
  if (kind === "form") return { sample, sent: formText(entries, media.encoding), contentType: type };
  return { sample, sent: parts(whole, media.encoding), contentType: undefined };
}

/** Sent as it is; a type with a star says nothing of this file. */
function binaryBody({ type, schema }: MediaType, { components, sampler }: RequestScene): SampleBody | undefined {
  const contentType = type.includes("*") ? "application/octet-stream" : type;
  const found = schema && resolve(schema, components);
  if (!found || isBinary(found) || found.kind === "unknown") {
    return { sample: FILE, sent: FILE_TEXT, contentType };
  }
  const text = sampler.sample(found, { direction: "write", files: false });
  return typeof text === "string" ? { sample: text, sent: text, contentType } : undefined;
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
  if (value instanceof Leaf && value.isFile) {
    return [{ name, filename: name, type: type ?? "application/octet-stream", content: String(value.wire) }];
  }
  const wire = wireOf(value);
  if (typeof wire === "object" || (type !== undefined && /[/+]json$/i.test(type))) {
    return [{ name, type: type ?? "application/json", content: JSON.stringify(wire) }];
  }
  return [{ name, ...(type !== undefined && { type }), content: String(wire) }];
}

type Constants = { readonly [name: string]: Json };

/** Constants at `body:/name`, which the client puts in itself. */
function bodyConstants(constants: Constants): Constants {
  const inBody = Object.entries(constants).filter(([key]) => key.startsWith("body:/"));
  return Object.fromEntries(inBody.map(([key, value]) => [key.slice("body:/".length), value]));
}

function withConstants(sample: SampleObject, constants: Constants): SampleObject {
  return new Map([...sample, ...Object.entries(constants).map(([name, value]) => [name, plainSample(value)] as const)]);
}
