// From what the mock server expects on the wire to the arguments with which an operation is called. Wire texts become
// the values that the document's schema says they are; nothing here knows a scenario.
import type { MediaType, Operation, Parameter, Server } from "../../generator/src/model/api.js";
import type { Schema } from "../../generator/src/model/schema.js";
import type { Exchange, ExpectedBody, FilePart } from "./scenarios.js";
import type { Sdk } from "./sdk.js";

/** One call: which operation of which SDK, with what. */
export interface Call {
  readonly sdk: Sdk;
  readonly operation: Operation;
  readonly args: { [key: string]: unknown };
  readonly options: { accept?: string };
  readonly serverVariables: { readonly [name: string]: string };
  readonly baseUrl?: string;
}

interface Match {
  readonly sdk: Sdk;
  readonly operation: Operation;
  readonly values: { readonly [name: string]: string };
  readonly server: Server | undefined;
  readonly literal: number;
}

/** The operation that an exchange is about: the one whose path has most of its text, in the newest version. */
export function findOperation(exchange: Exchange, sdks: readonly Sdk[]): Match | undefined {
  const matches: Match[] = [];
  for (const sdk of sdks) {
    for (const operation of sdk.api.operations) {
      if (operation.method !== exchange.method) continue;
      const server = (operation.servers ?? sdk.api.servers)[0];
      // A variable that stands for the whole origin takes the server's; a fixed origin is replaced by it.
      const base = (server?.url ?? "").replace(/^(https?:\/\/[^/]+|\{endpoint\})/, "").replace(/\/$/, "");
      const found = patternOf(base + (base === "" ? operation.path : operation.path.replace(/\/$/, ""))).exec(
        exchange.path,
      );
      const values = found?.groups;
      if (!found || (server && !admits(server, values ?? {}))) continue;
      matches.push({
        sdk,
        operation,
        values: decodeNames(values ?? {}),
        server,
        literal: literalLength(operation.path),
      });
    }
  }
  const rank = ({ literal, sdk, values }: Match): number[] => [
    literal,
    // The path may name the version that the document is of.
    Number(Object.values(values).includes(sdk.name.split("@")[1] ?? "")),
  ];
  return matches
    .toSorted((a, b) => {
      const [more = 0, version = 0] = rank(a).map((one, index) => one - rank(b)[index]!);
      return more || version || (a.sdk.name < b.sdk.name ? -1 : 1);
    })
    .at(-1);
}

const literalLength = (path: string): number => path.replaceAll(/\{[^}]*\}/g, "").length;

/** Names of groups are identifiers; names of parameters need not be. */
const groupName = (name: string): string => `g${Buffer.from(name).toString("hex")}`;
const decodeNames = (groups: { readonly [name: string]: string }): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(groups).map(([name, value]) => [Buffer.from(name.slice(1), "hex").toString(), value]),
  );

function patternOf(template: string): RegExp {
  const parts = template
    .split(/(\{[^}]*\})/)
    .map((part) =>
      part.startsWith("{") ? `(?<${groupName(part.slice(1, -1))}>.*)` : part.replaceAll(/[.*+?^$(){}|[\]\\]/g, "\\$&"),
    );
  return new RegExp(`^${parts.join("")}$`);
}

function admits(server: Server, groups: { readonly [name: string]: string }): boolean {
  return server.variables.every(({ name, enum: allowed }) => {
    const value = groups[groupName(name)];
    return value === undefined || !allowed || allowed.includes(value);
  });
}

/** The arguments with which an SDK sends what an exchange expects. */
export function callOf(exchange: Exchange, { sdk, operation, values, server }: Match, baseUrl: string): Call {
  const args: Call["args"] = {};
  const claimed = new Set(operation.parameters.filter((one) => one.in === "query").map((one) => one.name));
  for (const parameter of operation.parameters) {
    const value = argumentOf(parameter, exchange, values, claimed, sdk);
    const key = sdk.argument(operation, `${parameter.in}:${parameter.name}`);
    if (value !== undefined && key !== undefined) args[key] = value;
  }
  const { accept } = exchange.headers;
  if (exchange.body) Object.assign(args, bodyArguments(exchange.body, operation, sdk));
  const variables: { [name: string]: string } = {};
  for (const { name } of server?.variables ?? []) {
    const value = name === "endpoint" ? baseUrl : values[name];
    if (value !== undefined) variables[name] = value;
  }
  const several = operation.responses.some(({ media }) => media.length > 1);
  return {
    sdk,
    operation,
    args,
    options: accept !== undefined && several ? { accept } : {},
    serverVariables: variables,
    ...(server?.url.includes("{") ? {} : { baseUrl }),
  };
}

function argumentOf(
  parameter: Parameter,
  exchange: Exchange,
  path: { readonly [name: string]: string },
  claimed: ReadonlySet<string>,
  sdk: Sdk,
): unknown {
  const schema = plain(parameter.schema, sdk);
  switch (parameter.in) {
    case "path": {
      const text = path[parameter.name];
      return text === undefined ? undefined : fromPath(text, parameter, schema, sdk);
    }
    case "header": {
      const text = exchange.headers[parameter.name.toLowerCase()];
      return text === undefined ? undefined : valueOf(schema, text, ",", sdk);
    }
    case "query": {
      const given = exchange.query[parameter.name];
      if (given !== undefined) return valueOf(schema, given, delimiterOf(parameter), sdk);
      if (schema.kind !== "object" || !parameter.explode) return undefined;
      const rest = Object.entries(exchange.query).filter(([name]) => !claimed.has(name));
      return rest.length > 0 ? objectOf(rest as [string, string][], schema, sdk) : undefined;
    }
    default:
      return undefined;
  }
}

/** Takes the marks of a style off a segment of a path. */
function fromPath(text: string, { name, style, explode }: Parameter, schema: Schema, sdk: Sdk): unknown {
  const mark = style === "label" ? "." : style === "matrix" ? ";" : "";
  const inner = text.slice(text.startsWith(mark) ? mark.length : 0);
  if (style !== "matrix") return valueOf(schema, inner, explode && mark !== "" ? mark : ",", sdk);
  const pairs = inner.split(";").map((pair) => pair.replace(`${name}=`, ""));
  return schema.kind === "object" && explode
    ? objectOf(
        inner.split(";").map((pair) => pair.split("=") as [string, string]),
        schema,
        sdk,
      )
    : valueOf(schema, pairs.join(","), ",", sdk);
}

const delimiterOf = ({ style }: Parameter): string =>
  style === "pipeDelimited" ? "|" : style === "spaceDelimited" ? " " : ",";

/** A text of the wire as the value that a schema says it is. */
function valueOf(given: Schema, wire: unknown, delimiter: string, sdk: Sdk): unknown {
  const schema = plain(given, sdk);
  if (schema.kind === "array") {
    const items = Array.isArray(wire) ? (wire as unknown[]) : String(wire).split(delimiter);
    return items.map((item) => valueOf(schema.items, item, delimiter, sdk));
  }
  const text = decodeURIComponent(String(wire));
  if (schema.kind === "object") {
    const flat = text.split(delimiter);
    const pairs = flat.every((pair) => pair.includes("="))
      ? flat.map((pair) => pair.split("=") as [string, string])
      : flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ""] as [string, string]] : []));
    return objectOf(pairs, schema, sdk);
  }
  if (schema.kind === "scalar" && (schema.type === "integer" || schema.type === "number")) return Number(text);
  if (schema.kind === "scalar" && schema.type === "boolean") return text === "true";
  if (schema.kind === "literal" && typeof schema.value !== "string") return schema.value;
  return text;
}

function objectOf(pairs: readonly (readonly [string, string])[], schema: Schema, sdk: Sdk): object {
  const of = (name: string): Schema | undefined =>
    schema.kind === "object"
      ? (schema.properties.find((one) => one.name === name)?.schema ?? schema.additional)
      : undefined;
  return Object.fromEntries(
    pairs.map(([name, text]) => {
      const value = of(name);
      return [name, value ? valueOf(value, text, ",", sdk) : text];
    }),
  );
}

/** Without references, and without the null beside a schema. */
export function plain(schema: Schema, sdk: Sdk): Schema {
  if (schema.kind === "ref") {
    const target = sdk.api.schemas.find((one) => one.name === schema.target);
    return target ? plain(target.schema, sdk) : schema;
  }
  const others = schema.kind === "union" ? schema.members.filter((one) => one.kind !== "null") : [];
  return others.length === 1 ? plain(others[0]!, sdk) : schema;
}

function bodyArguments(body: ExpectedBody, operation: Operation, sdk: Sdk): { [key: string]: unknown } {
  const media = operation.body?.media ?? [];
  const declared = media.find(({ type }) => type.split(";")[0] === body.contentType);
  const taken = declared ?? media.find(({ type }) => type.includes("*")) ?? media[0];
  const kind = taken && kindOf(operation, taken, sdk);
  const value = bodyValue(body, kind, taken, sdk);
  const chosen = media.length > 1 && declared ? { contentType: declared.type } : {};
  return { body: value, ...chosen };
}

function kindOf(operation: Operation, { type }: MediaType, sdk: Sdk): string | undefined {
  const { body } = sdk.operation(operation.key).value;
  const how = body && Object.hasOwn(body, type) ? body[type] : undefined;
  return typeof how === "object" ? how.kind : how;
}

function bodyValue(
  { contentType, content, parts, files }: ExpectedBody,
  kind: string | undefined,
  media: MediaType | undefined,
  sdk: Sdk,
): unknown {
  if (content === undefined) return partsOf(parts ?? {}, files ?? [], media, sdk);
  if (kind === "json") return JSON.parse(textOf(content)) as unknown;
  if (kind === "jsonl")
    return textOf(content)
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
  // Some scenarios write as JSON what travels as the text that it is.
  if (kind === "text") return contentType.endsWith("json") ? (JSON.parse(textOf(content)) as unknown) : textOf(content);
  return new Blob([Buffer.from(content as Uint8Array)], { type: contentType });
}

function partsOf(
  parts: { readonly [name: string]: unknown },
  files: readonly FilePart[],
  media: MediaType | undefined,
  sdk: Sdk,
): { [name: string]: unknown } {
  const schema = media?.schema && plain(media.schema, sdk);
  const isList = (name: string): boolean => {
    const property = schema?.kind === "object" ? schema.properties.find((one) => one.name === name) : undefined;
    return property !== undefined && plain(property.schema, sdk).kind === "array";
  };
  const object: { [name: string]: unknown } = { ...parts };
  const text = (name: string): boolean => {
    const property = schema?.kind === "object" ? schema.properties.find((one) => one.name === name) : undefined;
    const known = property && plain(property.schema, sdk);
    return known?.kind === "scalar" && known.type === "string";
  };
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === "number" && text(name)) object[name] = String(value);
  }
  for (const { fieldname, originalname, buffer, mimetype } of files) {
    const file = new File([Buffer.from(buffer)], originalname, { type: mimetype });
    const before = object[fieldname];
    object[fieldname] = !isList(fieldname) ? file : Array.isArray(before) ? [...(before as File[]), file] : [file];
  }
  return object;
}

export const textOf = (content: string | Uint8Array): string =>
  typeof content === "string" ? content : Buffer.from(content).toString();
