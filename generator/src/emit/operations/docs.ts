import type { Json } from "../../load/document.js";
import type { Operation, Parameter } from "../../model/api.js";
import { codeSpan, jsonLiteral, type DocInput } from "../code/index.js";
import { constraints, withNote } from "../types/describe.js";

type Tag = NonNullable<DocInput["tags"]>[number];

/** What is said of a parameter: its description, format and limits, default, deprecation, and one example. */
export function parameterDoc(parameter: Parameter): DocInput {
  const { schema } = parameter;
  const [example] = parameter.examples.length > 0 ? parameter.examples : (schema.examples ?? []);
  const tags: Tag[] = [];
  if (parameter.deprecated || schema.deprecated) tags.push({ name: "deprecated" });
  if (schema.default !== undefined) tags.push({ name: "default", text: shown(schema.default) });
  if (isShort(example)) tags.push({ name: "example", text: shown(example) });
  const text = withNote((parameter.description ?? schema.description ?? "").trim(), constraints(schema));
  return { ...(text !== "" && { text }), tags };
}

/** Of a method: summary, description, where it goes, where to read on. */
export function operationDoc(operation: Operation, notes: readonly string[]): DocInput {
  const tags: Tag[] = [];
  if (operation.deprecated) tags.push({ name: "deprecated" });
  const docs = operation.externalDocs;
  if (docs && docs.url !== "")
    tags.push({ name: "see", text: /^[a-z]+:\/\/\S+$/i.test(docs.url) ? docs.url : undefined });
  return {
    text: textOf(operation),
    notes: [
      codeSpan(`${operation.method} ${operation.path}`.replace(/\s+/g, " ")),
      ...notes.flatMap((note) => ["", note]),
    ],
    tags: tags.filter((tag) => tag.name === "deprecated" || tag.text !== undefined),
  };
}

function textOf({ summary, description }: Operation): string | undefined {
  const head = summary?.trim() ?? "";
  const body = description?.trim() ?? "";
  if (head === "" || same(head, body)) return body === "" ? undefined : body;
  const title = /[.!?:]$/.test(head) ? head : `${head}.`;
  return body === "" ? title : `${title}\n\n${body}`;
}

const same = (a: string, b: string): boolean => a.replace(/\W+$/, "") === b.replace(/\W+$/, "");

const isShort = (value: Json | undefined): value is Json =>
  value !== undefined && value !== "" && JSON.stringify(value).length <= 80;

const shown = (value: Json): string => jsonLiteral(value).replace(/\s*\n\s*/g, " ");
