import type { ApiConfig } from "../../../generator/src/config/config.js";
import type { Facts, OperationFacts } from "../../../generator/src/detect/facts.js";
import { detect } from "../../../generator/src/detect/index.js";
import type { FileSet } from "../../../generator/src/emit/file-set.js";
import { emit } from "../../../generator/src/emit/index.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { load } from "../../../generator/src/load/index.js";
import { buildApi } from "../../../generator/src/model/index.js";
import { name } from "../../../generator/src/name/index.js";
import { Report } from "../../../generator/src/report/diagnostic.js";
import { formatFiles } from "../../../generator/src/write/format.js";

export interface Given {
  readonly document: JsonObject;
  readonly config?: Partial<ApiConfig>;
  /** Taken in place of what is detected. */
  readonly facts?: Partial<Omit<Facts, "operations">>;
  readonly operations?: { readonly [key: string]: OperationFacts };
}

/** The formatted files of one SDK. */
export async function filesOf({ document, config: options, facts, operations }: Given): Promise<FileSet> {
  const report = new Report();
  const config: ApiConfig = { ...options, input: document, output: "unused" };
  const api = buildApi(await load(config, report), report);
  const names = name(api, config, report);
  const found = { ...detect(api, config, report), ...facts };
  const known = {
    api,
    names,
    report,
    facts: operations ? { ...found, operations: new Map(Object.entries(operations)) } : found,
  };
  return formatFiles(await emit(known, config));
}

/** A document with one operation, `POST /u` unless said otherwise, under the tag `t`. */
export function oneOperation(operation: JsonObject, rest: JsonObject = {}, at = "post /u"): JsonObject {
  const [method = "post", path = "/u"] = at.split(" ");
  return {
    openapi: "3.1.0",
    info: { title: "Test", version: "1" },
    paths: { [path]: { [method]: { operationId: "run", tags: ["t"], responses: TRUE_OR_FALSE, ...operation } } },
    ...rest,
  };
}

/** The default answer: `answers` need not be said. */
const TRUE_OR_FALSE = { 200: { description: "", content: { "application/json": { schema: { type: "boolean" } } } } };

/** What the module of resource `t` says of its operation: all between imports and class, and the class's body. */
export async function operationOf(given: Given): Promise<{ declarations: string; methods: string }> {
  const text = (await filesOf(given)).get("resources/t.ts") ?? "";
  const [, head = "", body = ""] =
    /^.*?\n((?:.|\n)*?)\/\*\* The resource `t`\. \*\/\nexport class T extends Resource \{\n((?:.|\n)*)\}\n$/.exec(
      text,
    ) ?? [];
  return {
    declarations: head.replace(/^import (?:type )?\{(?:.|\n)*?\} from ".*";\n/gm, "").trim(),
    methods: body.trimEnd(),
  };
}

/** The part of the operation value that says something beside id, method and path. */
export async function valueOf(given: Given): Promise<string> {
  const { declarations } = await operationOf(given);
  const [, body = ""] = /= \{\n {2}id: .*\n {2}method: .*\n {2}path: .*\n((?:.|\n)*?)\};/.exec(declarations) ?? [];
  return body.replace(/^ {2}/gm, "").trimEnd();
}
