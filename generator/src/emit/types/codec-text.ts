import { dataMember } from "../code/index.js";

/** A codec before it is text. `use` names the codec of a component. */
export type CodecNode = string | { readonly use: string } | Branch;

export interface Branch {
  readonly p?: ReadonlyMap<string, CodecNode>;
  readonly m?: CodecNode;
  readonly a?: CodecNode;
  readonly t?: readonly CodecNode[];
  readonly all?: readonly CodecNode[];
}

/** What leaves a value as it is. */
export const NOTHING: Branch = {};

const WIDTH = 120;

/** How the codec of a component is named. */
type Use = (component: string) => string;

/** On one line where it fits, else a line for each member. */
export function print(node: CodecNode, indent: number, use: Use, beside = indent): string {
  const line = flat(node, use);
  if (typeof node === "string" || "use" in node || beside + line.length <= WIDTH) return line;
  const { p, m, a, t, all } = node;
  const inner = indent + 2;
  return braces(indent, [
    ...(p ? [`p: ${printMembers(p, inner, use)}`] : []),
    ...(m === undefined ? [] : [`m: ${print(m, inner, use)}`]),
    ...(a === undefined ? [] : [`a: ${print(a, inner, use)}`]),
    ...(t ? [`t: ${printList(t, inner, use)}`] : []),
    ...(all ? [`all: ${printList(all, inner, use)}`] : []),
  ]);
}

function printMembers(nodes: ReadonlyMap<string, CodecNode>, indent: number, use: Use): string {
  return braces(
    indent,
    [...nodes].map(([name, node]) => dataMember(name, print(node, indent + 2, use))),
  );
}

function printList(nodes: readonly CodecNode[], indent: number, use: Use): string {
  return braces(
    indent,
    nodes.map((node) => print(node, indent + 2, use)),
    "[]",
  );
}

function braces(indent: number, lines: readonly string[], [open, close] = "{}"): string {
  const pad = " ".repeat(indent + 2);
  return `${open}\n${lines.map((line) => `${pad}${line},\n`).join("")}${" ".repeat(indent)}${close}`;
}

export function flat(node: CodecNode, use: Use): string {
  if (typeof node === "string") return node;
  if ("use" in node) return use(node.use);
  const { p, m, a, t, all } = node;
  const list = (nodes: readonly CodecNode[]): string => `[${nodes.map((one) => flat(one, use)).join(", ")}]`;
  const members = [
    ...(p ? [`p: { ${[...p].map(([name, one]) => dataMember(name, flat(one, use))).join(", ")} }`] : []),
    ...(m === undefined ? [] : [`m: ${flat(m, use)}`]),
    ...(a === undefined ? [] : [`a: ${flat(a, use)}`]),
    ...(t ? [`t: ${list(t)}`] : []),
    ...(all ? [`all: ${list(all)}`] : []),
  ];
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
