import type { Part } from "../../model/index.js";
import type { ObjectSchema, Schema } from "../../model/schema.js";
import { docComment } from "../code/index.js";
import { describe } from "./describe.js";
import { enumDeclaration } from "./enums.js";
import type { Extension } from "./extension.js";
import type { TypeNodes, Where } from "./nodes.js";
import type { TextOptions } from "./transform/text.js";

/** A type to declare: a schema in one direction, under one name. */
export interface Declared {
  readonly name: string;
  readonly schema: Schema;
  readonly where: Where;
  /** What it is declared for. */
  readonly part: Part;
}

export interface DeclarationTools {
  readonly nodes: TypeNodes;
  extension(schema: Schema): Extension | undefined;
}

/** An interface for what is an object, a type alias for the rest, with its JSDoc. */
export function declarationText(tools: DeclarationTools, declared: Declared, options: TextOptions): string {
  const { name, schema } = declared;
  const docs = docComment(describe(schema, name, "type") ?? {});
  const { options: types } = tools.nodes.context;
  const constant = types.enums === "enum" && schema.kind === "enum" ? enumDeclaration(name, schema) : undefined;
  if (constant !== undefined) return docs + constant;
  const extension = tools.extension(schema);
  if (extension) return docs + extended(tools, declared, { extension, options });
  const { transform } = tools.nodes.context;
  const text = transform.text(tools.nodes.shape(schema, declared.where), options);
  const body = text.body();
  if (body !== undefined) return `${docs}export interface ${name} ${body}\n`;
  const left = `export type ${name} =`;
  const right = text.expression(left.length + 2);
  return `${docs}${left}${right.startsWith("\n") ? "" : " "}${right};\n`;
}

function extended(
  tools: DeclarationTools,
  { name, where }: Declared,
  around: { extension: Extension; options: TextOptions },
): string {
  const { nodes } = tools;
  const { transform } = tools.nodes.context;
  const { extension, options } = around;
  const bases = extension.bases.map((base) => transform.text(nodes.node(base, where), options).expression());
  const own = extension.own && hasMembers(nodes, extension.own, where) ? extension.own : undefined;
  if (!own) return `export type ${name} = ${bases.join(" & ")};\n`;
  const body = transform.text(nodes.shape(own, where), options).body() ?? "{}";
  return `export interface ${name} extends ${bases.join(", ")} ${body}\n`;
}

function hasMembers(nodes: TypeNodes, schema: ObjectSchema, where: Where): boolean {
  return nodes.members(schema, where).length + schema.requiredElsewhere.length > 0;
}
