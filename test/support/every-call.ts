import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { OpenAPIBackend, type Document } from "openapi-backend";
import type { Client, HttpRequest, Operation as OperationValue } from "@sdkwright/runtime";
import type { ApiConfig } from "../../generator/src/config/config.js";
import type { Api, Operation } from "../../generator/src/model/api.js";
import type { Schema } from "../../generator/src/model/schema.js";
import { generateFiles } from "../../generator/src/pipeline.js";
import { SampleArguments } from "./sample.js";
import { writeFiles } from "./compile.js";

const root = resolve(import.meta.dirname, "../..");

/** One call that a validator refused, and why. */
export interface Refused {
  readonly operation: string;
  readonly problem: string;
}

export interface EveryCall {
  readonly called: number;
  readonly refused: readonly Refused[];
}

/**
 * Generates an SDK, calls every operation of it with sample arguments, and has openapi-backend judge each request
 * against the document. Nothing of the judging is ours.
 */
export async function callEveryOperation(
  config: Omit<ApiConfig, "output">,
  /** Bodies for operations whose alternatives a sample cannot tell apart. */
  bodies: { readonly [operation: string]: unknown } = {},
): Promise<EveryCall> {
  const { files, api, names, facts, document } = await generateFiles({ ...config, output: "unused" });
  const folder = join(root, ".cache/calls", `${process.pid}-${Math.random().toString(36).slice(2)}`);
  await mkdir(folder, { recursive: true });
  try {
    await writeFiles(folder, files);
    const load = (module: string) =>
      import(pathToFileURL(join(folder, `${module}.ts`)).href) as Promise<Record<string, unknown>>;
    const { createClient } = (await load("client")) as { createClient(options: object): Client };
    const judge = await createJudge(document.root as unknown as Document, api);
    const samples = new SampleArguments(api, names);
    const refused: Refused[] = [];
    let called = 0;
    const modules = new Map<string, string>();
    const visit = (list: typeof names.resources) => {
      for (const one of list) {
        for (const key of one.operations) modules.set(key, one.module);
        visit(one.children);
      }
    };
    visit(names.resources);
    // One for every scheme, by its name: an API may accept one kind of token here and another there.
    const credentials = Object.fromEntries(
      Object.entries(facts.auth.schemes).map(([scheme, { type }]) => [
        scheme,
        type === "mutualTLS" ? {} : () => "credential",
      ]),
    );
    for (const operation of api.operations) {
      const module = modules.get(operation.key);
      const value = (await load(module ?? "client"))[names.operations.get(operation.key)!.value] as OperationValue;
      const sent: HttpRequest[] = [];
      const client = createClient({
        baseUrl: "https://api.example.test",
        transport: {
          send: (request: HttpRequest) => {
            sent.push(request);
            return Promise.resolve({ status: 204, headers: {}, body: null, url: "" });
          },
        },
        retry: false,
        auth: credentials,
      });
      try {
        const given = samples.of(operation);
        if (!given) throw new Error("no sample");
        if (bodies[operation.key] !== undefined) given["body"] = bodies[operation.key];
        await client.call(value, given).raw();
      } catch (error) {
        if (sent.length === 0) refused.push({ operation: operation.key, problem: `not sent: ${String(error)}` });
      }
      if (sent[0]) {
        called++;
        const problem = await judge(operation, sent[0]);
        if (problem !== undefined) refused.push({ operation: operation.key, problem });
      }
      await client.close();
    }
    return { called, refused };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Judge = (operation: Operation, request: HttpRequest) => Promise<string | undefined>;

/**
 * OpenAPI: a property that is `readOnly` and `required` is required in answers only. The judge's validator knows JSON
 * Schema and not this rule, so it is told beforehand. What stops it is left out: references in extensions and in
 * examples, and an `enum` without values.
 */
function forRequests(node: unknown, inNames = false): unknown {
  if (Array.isArray(node)) return node.map((one) => forRequests(one));
  if (typeof node !== "object" || node === null) return node;
  const copy = Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => inNames || !(IGNORED.test(key) && typeof value === "object"))
      .map(([key, value]) => [key, forRequests(value, !inNames && NAMES.has(key))]),
  );
  const { required, properties } = copy as {
    required?: unknown;
    properties?: { [name: string]: { readOnly?: boolean } };
  };
  if (!inNames && Array.isArray(copy["enum"]) && copy["enum"].length === 0) delete copy["enum"];
  if (Array.isArray(required) && properties)
    copy["required"] = required.filter(
      (name: string) => !(Object.hasOwn(properties, name) && properties[name]?.readOnly),
    );
  return copy;
}

/** Members that say nothing of what is right. */
const IGNORED = /^(?:x-.*|examples?)$/;

/** The judge knows no path that ends with a slash. */
function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, "") : path;
}

/** Members whose keys are names of the document's author. */
const NAMES = new Set([
  "properties",
  "patternProperties",
  "headers",
  "schemas",
  "parameters",
  "responses",
  "requestBodies",
]);

/** The judge tells operations apart by their ids: some have none, some that of another. */
function withIds(path: string, item: object): object {
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]: [string, unknown]) =>
      typeof operation === "object" && operation !== null && "responses" in operation
        ? [method, { ...operation, operationId: `${method} ${path}` }]
        : [method, operation],
    ),
  );
}

async function createJudge(definition: Document, api: Api): Promise<Judge> {
  const told = forRequests(definition) as Document;
  const paths = Object.fromEntries(
    Object.entries(told.paths ?? {}).map(([path, item]) => [withoutSlash(path), withIds(path, item as object)]),
  );
  const backend = new OpenAPIBackend({
    definition: { ...told, paths } as Document,
    quick: true,
    strict: false,
    validate: true,
    ajvOpts: { strict: false, validateFormats: false, logger: false, unicodeRegExp: false, validateSchema: false },
  });
  await backend.init();
  return async (called, request) => {
    const [path = "", search = ""] = request.path.split("?");
    const query = new URLSearchParams(search);
    // A credential in the query is no parameter of the operation, and the judge does not look at security here.
    for (const scheme of api.schemes) if (scheme.in === "query") query.delete(scheme.parameter ?? "");
    const incoming = {
      method: request.method.toLowerCase(),
      path: withoutSlash(withoutServerPath(path, called)),
      query: query.toString(),
      headers: { ...request.headers },
      body: await bodyOf(request, called, api),
    };
    const operation = backend.matchOperation(incoming);
    if (!operation) return `no operation matches ${request.method} ${request.path}`;
    const found = `${operation.method.toUpperCase()} ${operation.path}`;
    if (found !== `${called.method} ${withoutSlash(called.path)}`) return `taken for ${found}`;
    const { valid, errors } = backend.validateRequest(incoming, operation);
    if (valid) return undefined;
    const problems = (errors ?? []).filter((one) => !isListInPath(one.instancePath, called));
    return problems.length === 0
      ? undefined
      : problems.map((one) => `${one.instancePath} ${one.message ?? ""}`).join("; ");
  };
}

/** The judge knows one root for all operations; one with a server of its own is called under that server's path. */
function withoutServerPath(path: string, { servers }: Operation): string {
  const base = servers?.[0] ? new URL(servers[0].url, "https://x.example").pathname.replace(/\/$/, "") : "";
  return path.startsWith(base) ? path.slice(base.length) : path;
}

/** The judge does not take lists and objects in a path apart; the wire tests look at those. */
function isListInPath(at: string, { parameters }: Operation): boolean {
  return parameters.some((one) => one.in === "path" && at === `/path/${one.name}` && one.schema.kind !== "scalar");
}

async function bodyOf({ body, headers }: HttpRequest, called: Operation, api: Api): Promise<unknown> {
  if (body === undefined || typeof body === "string") return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const type = headers["content-type"] ?? "";
  const answer = new Response(body as ConstructorParameters<typeof Response>[0], { headers: { "content-type": type } });
  return type.startsWith("multipart/") ? formObject(await answer.formData(), called, api) : answer.text();
}

/** The parts of a multipart body as one object: files as text, other parts as what the document says they are. */
async function formObject(form: FormData, { body }: Operation, api: Api): Promise<{ [name: string]: unknown }> {
  const given = body?.media.find((one) => one.type.startsWith("multipart/"))?.schema;
  const schema = given && resolved(given, api);
  const properties = new Map(
    schema?.kind === "object" ? schema.properties.map((one) => [one.name, resolved(one.schema, api)]) : [],
  );
  const object: { [name: string]: unknown } = {};
  for (const name of new Set(form.keys())) {
    const values = await Promise.all(form.getAll(name).map(partText));
    const property = properties.get(name);
    if (property?.kind === "array") object[name] = values.map((text) => readPart(text, resolved(property.items, api)));
    else object[name] = readPart(values[0] ?? "", property);
  }
  return object;
}

/** Without references, and without the null beside a schema. */
function resolved(schema: Schema, api: Api): Schema {
  if (schema.kind === "ref") {
    const target = api.schemas.find((one) => one.name === schema.target);
    return target ? resolved(target.schema, api) : schema;
  }
  const other = schema.kind === "union" ? schema.members.filter((one) => one.kind !== "null") : [];
  return other.length === 1 ? resolved(other[0]!, api) : schema;
}

/** A part is text; what its schema says is not a string is JSON. */
function readPart(text: string, schema: Schema | undefined): unknown {
  const isText =
    schema === undefined ||
    (schema.kind === "scalar" && schema.type === "string") ||
    (schema.kind === "enum" && schema.values.every((value) => typeof value === "string"));
  if (isText) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function partText(part: string | File): Promise<string> | string {
  return typeof part === "string" ? part : part.text();
}
