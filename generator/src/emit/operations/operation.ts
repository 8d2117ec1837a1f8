import type { Operation } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import type { OperationNames } from "../../name/names.js";
import { docComment } from "../code/index.js";
import type { Imports } from "../imports.js";
import type { Scene } from "../scene.js";
import { answersOf, answerSpec, resultType, successesType, type StatusAnswers } from "./answers.js";
import { bodyMembers, bodySpec } from "./body.js";
import { decodeText, encodeText } from "./conversions.js";
import { definitionText, type Definition } from "./definition.js";
import { operationDoc } from "./docs.js";
import { failureMembers } from "./failures.js";
import { itemOf } from "./item.js";
import { pagingNote, pagingSpec } from "./paging.js";
import { parameterMembers, parameterSpecs } from "./params.js";
import { secretNames } from "./secrets.js";
import type { SecurityPlan } from "./security.js";
import { serverSpecs } from "./servers.js";
import { streamAnswers, streamOf, type Stream } from "./stream.js";

/** All code of one operation, for the module of its resource. */
export interface OperationText {
  /** Types and operation values. */
  readonly declarations: string;
  /** Members of the resource's class: one, or two where streaming is a choice. */
  readonly methods: readonly MethodText[];
}

export interface MethodText {
  readonly name: string;
  readonly value: string;
  /** Comment and method, indented. */
  readonly text: string;
  readonly kind: "call" | "paged" | "stream";
}

/** What the operations of one resource share. */
export interface OperationScene extends Scene {
  readonly security: SecurityPlan;
  /** Names that the second method of a streaming operation must not take. */
  readonly takenValues: ReadonlySet<string>;
}

export function operationText(
  operation: Operation,
  names: OperationNames,
  scene: OperationScene,
  imports: Imports,
): OperationText {
  const facts = scene.facts.operations.get(operation.key);
  const params = paramsText(operation, names, scene, imports);
  const failures = failuresText(operation, names, scene, imports);
  const stream = streamOf(operation, facts?.stream, scene, imports);
  const isStream = (kind: string): boolean => stream !== undefined && (kind === "sse" || kind === "jsonl");
  const answers = answersOf(operation, scene, imports, isStream);
  const secrets = secretNames(operation, scene.api);
  const shared = {
    operation,
    params: parameterSpecs(operation, names, scene, imports),
    body: bodySpec(operation, scene),
    security: scene.security.of(operation.security),
    servers: ownServers(operation, scene),
    facts,
    ...(secrets.length > 0 && { secrets }),
    encode: encodeText(operation, scene, imports),
    schemas: scene.schemas?.reference(operation) ?? "",
  };
  const context: Context = { operation, names, scene, imports, params, failures: failures.type, shared };
  const plain = stream && stream.toggle === undefined && answers.length === 0 ? undefined : plainCall(context, answers);
  const streaming = stream && streamCall(context, stream, plain !== undefined);
  const calls = [plain, streaming].filter((call) => call !== undefined);
  return {
    declarations: [params.declaration, failures.declaration, ...calls.map((call) => call.declaration)]
      .filter((text) => text !== "")
      .join("\n"),
    methods: calls.map((call) => call.method),
  };
}

/** The servers of an operation, where they are not the API's. */
export function ownServers(operation: Operation, { api }: Pick<Scene, "api">): Definition["servers"] {
  const own = operation.servers && serverSpecs(operation.servers);
  return JSON.stringify(own) === JSON.stringify(serverSpecs(api.servers)) ? undefined : own;
}

interface Context {
  readonly operation: Operation;
  readonly names: OperationNames;
  readonly scene: OperationScene;
  readonly imports: Imports;
  readonly params: ParamsText;
  readonly failures: string;
  readonly shared: Pick<
    Definition,
    "operation" | "params" | "body" | "security" | "servers" | "facts" | "secrets" | "encode" | "schemas"
  >;
}

interface Call {
  readonly declaration: string;
  readonly method: MethodText;
}

interface ParamsText {
  readonly declaration: string;
  readonly type: string;
  readonly optional: boolean;
}

function paramsText(operation: Operation, names: OperationNames, scene: Scene, imports: Imports): ParamsText {
  const members = parameterMembers(operation, names, scene, imports).join("");
  const [body, ...others] = bodyMembers(operation, scene, imports);
  const optional = !operation.parameters.some((one) => one.required) && !operation.body?.required;
  if (members === "" && body === undefined) return { declaration: "", type: "undefined", optional };
  const doc = `/** Parameters of \`${[...names.resource, names.method].join(".")}\`. */\n`;
  if (others.length === 0)
    return {
      declaration: `${doc}export interface ${names.params} {\n${members}${body ?? ""}}\n`,
      type: names.params,
      optional,
    };
  const choices = [body, ...others].map((choice) => `  | {\n${choice}}\n`).join("");
  const base = members === "" ? "" : `{\n${members}} & `;
  const text = base === "" ? `\n${choices}` : ` ${base}(\n${choices})`;
  return { declaration: `${doc}export type ${names.params} =${text.trimEnd()};\n`, type: names.params, optional };
}

function failuresText(
  operation: Operation,
  names: OperationNames,
  scene: Scene,
  imports: Imports,
): { type: string; declaration: string } {
  const members = failureMembers(operation, scene, imports);
  if (members.length === 0) return { type: "unknown", declaration: "" };
  const line = `{ ${members.join("; ")} }`;
  if (line.length <= 60) return { type: line, declaration: "" };
  const doc = `/** Error bodies of \`${[...names.resource, names.method].join(".")}\`, by status. */\n`;
  return {
    type: names.errors,
    declaration: `${doc}export interface ${names.errors} {\n${members.map((one) => `  ${one};\n`).join("")}}\n`,
  };
}

function plainCall(context: Context, answers: readonly StatusAnswers[]): Call {
  const { operation, names, scene, imports, params, failures } = context;
  const paging = scene.facts.operations.get(operation.key)?.paging;
  const [first] = answers;
  const body = first?.bodies.find((one) => one.kind === "json");
  const spec = paging && body ? pagingSpec(paging, names) : undefined;
  const result = aliased(spec && body ? body.type : resultType(answers), context);
  const definition = {
    ...context.shared,
    answers: answerSpec(answers),
    ...(spec && { paging: spec }),
    decode: decodeText(answers.map(jsonOf), scene, imports),
  };
  const named = { ...context, value: names.value, method: names.method };
  if (spec && paging && body?.media?.schema) {
    const item = itemOf(body.media.schema, paging.response.items, paging.itemsIsMap === true, scene.components);
    const itemType = item ? imports.use(scene.types.type(item, "read")) : "unknown";
    const call = makeCall(named, {
      kind: "paged",
      types: [params.type, itemType, result.type, failures],
      answer: ["PagePromise", itemType, result.type, failures],
      definition,
      notes: [pagingNote(spec)],
    });
    return { ...call, declaration: result.declaration + call.declaration };
  }
  const successes = successesText(successesType(answers, imports), context);
  const call = makeCall(named, {
    kind: "call",
    types: [params.type, result.type, failures, successes.type],
    answer: ["ApiPromise", result.type, failures, successes.type],
    definition: { ...definition, paging: undefined },
    notes: [],
  });
  return { ...call, declaration: result.declaration + successes.declaration + call.declaration };
}

function successesText(
  type: string | undefined,
  { names }: Context,
): { readonly type: string; readonly declaration: string } {
  if (type === undefined || type.length <= 60) return { type: type ?? "unknown", declaration: "" };
  const doc = `/** Success bodies of \`${[...names.resource, names.method].join(".")}\`, by status. */\n`;
  return { type: names.successes, declaration: `${doc}export interface ${names.successes} ${type}\n\n` };
}

function jsonOf({ status, bodies }: StatusAnswers): { readonly status: string; readonly schema: Schema | undefined } {
  return { status, schema: bodies.find((body) => body.kind === "json")?.media?.schema };
}

function streamCall(context: Context, stream: Stream, second: boolean): Call {
  const { names, scene, imports, params, failures } = context;
  const free = (name: string): boolean => !scene.takenValues.has(name);
  const suffix =
    ["Stream", "AsStream", "EventStream"].find(
      (one) => free(names.value + one) && free(`${names.resource.join(".")}.${names.method}${one}`),
    ) ?? "Stream_";
  return makeCall(
    {
      ...context,
      value: second ? names.value + suffix : names.value,
      method: second ? names.method + suffix : names.method,
    },
    {
      kind: "stream",
      types: [params.type, stream.event, failures],
      answer: ["EventStream", stream.event],
      definition: {
        ...context.shared,
        answers: streamAnswers(stream),
        ...(stream.toggle !== undefined && { constants: { [stream.toggle]: true } }),
        stream: stream.spec,
        decode: stream.schema ? decodeText([{ status: stream.status, schema: stream.schema }], scene, imports) : "",
      },
      notes: ["Answers with a stream of events: `for await` reads them as they come."],
    },
  );
}

/** A long type gets a name of its own, unless the name is the type's already. */
function aliased(type: string, { names, scene }: Context): { readonly type: string; readonly declaration: string } {
  if ((type.length <= 40 && !type.includes("\n")) || scene.inlineTypes.has(names.result))
    return { type, declaration: "" };
  const doc = `/** What \`${[...names.resource, names.method].join(".")}\` answers. */\n`;
  return { type: names.result, declaration: `${doc}export type ${names.result} = ${type};\n\n` };
}

const OPERATION = { call: "Operation", paged: "PagedOperation", stream: "StreamOperation" } as const;

interface CallParts {
  readonly kind: MethodText["kind"];
  readonly types: readonly string[];
  /** Class of what the method returns, and its type arguments. */
  readonly answer: readonly [string, ...string[]];
  readonly definition: Definition;
  readonly notes: readonly string[];
}

function makeCall(context: Context & { readonly value: string; readonly method: string }, parts: CallParts): Call {
  const { imports, params, operation, value, method } = context;
  const [returned, ...rest] = parts.answer;
  imports.type(OPERATION[parts.kind]);
  imports.type(returned);
  imports.type("CallOptions");
  const type = `${OPERATION[parts.kind]}${typeArguments(parts.types)}`;
  const declaration = `export const ${value}: ${type} = ${definitionText(parts.definition)};\n`;
  const none = params.type === "undefined";
  const argument = none ? "" : `params${params.optional ? "?" : ""}: ${params.type}, `;
  const doc = docComment(operationDoc(operation, parts.notes), 2);
  const text =
    `${doc}  ${method}(${argument}options?: CallOptions): ${returned}${typeArguments(rest, 1)} {\n` +
    `    return this.client.call(${value}, ${none ? "undefined" : "params"}, options);\n  }\n`;
  return { declaration, method: { name: method, value, text, kind: parts.kind } };
}

/** Arguments at the end that say nothing are left to their defaults. */
function typeArguments(types: readonly string[], least = 0): string {
  const last = Math.max(
    least - 1,
    types.findLastIndex((type) => type !== "unknown"),
  );
  return last < 0 ? "" : `<${types.slice(0, last + 1).join(", ")}>`;
}
