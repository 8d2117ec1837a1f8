import ts from "typescript";
import { docComment, type DocInput, stringLiteral, templateText, typeKey } from "../../code/index.js";

export interface TextOptions {
  /** Told of every type that is named. */
  readonly onName?: (name: string) => void;
}

/** How tightly a type binds: what binds less tightly than its place asks for stands in parentheses. */
const LEVEL = { union: 0, intersection: 1, postfix: 2 } as const;
type Level = (typeof LEVEL)[keyof typeof LEVEL];

interface Printed {
  readonly text: string;
  readonly level: Level;
}

const WIDTH = 120;
const STEP = 2;

/**
 * Prints types the way a formatter leaves them alone. TypeScript's own printer puts every literal union on one line,
 * keeps redundant members and takes several times as long.
 */
export class NodeText {
  constructor(
    readonly node: ts.TypeNode,
    readonly docs: WeakMap<ts.Node, DocInput>,
    readonly options: TextOptions,
  ) {}

  /**
   * As the right side of something.
   *
   * @param indent - Blanks before the line it begins on.
   * @param before - Characters before it on that line, and after it.
   */
  expression(indent = 0, before = 0): string {
    return this.#type(this.node, indent, before).text;
  }

  /** Members of an object type, between braces on lines of their own. Undefined: it is no object type. */
  body(): string | undefined {
    return ts.isTypeLiteralNode(this.node) ? this.#block(this.node, 0) : undefined;
  }

  #type(node: ts.Node, indent: number, before: number): Printed {
    const { SyntaxKind } = ts;
    switch (node.kind) {
      case SyntaxKind.ParenthesizedType:
        return this.#type((node as ts.ParenthesizedTypeNode).type, indent, before);
      case SyntaxKind.UnionType:
        return this.#union(node as ts.UnionTypeNode, indent, before);
      case SyntaxKind.IntersectionType:
        return this.#intersection(node as ts.IntersectionTypeNode, indent, before);
      case SyntaxKind.TypeLiteral:
        return tight(this.#literal(node as ts.TypeLiteralNode, indent, before));
      case SyntaxKind.ArrayType:
        return tight(`${this.#at(LEVEL.postfix, (node as ts.ArrayTypeNode).elementType, indent, before)}[]`);
      case SyntaxKind.TupleType:
        return tight(this.#tuple(node as ts.TupleTypeNode, indent, before));
      case SyntaxKind.OptionalType:
        return tight(`${this.#at(LEVEL.postfix, (node as ts.OptionalTypeNode).type, indent, before)}?`);
      case SyntaxKind.RestType:
        return tight(`...${this.#type((node as ts.RestTypeNode).type, indent, before).text}`);
      case SyntaxKind.TypeReference:
        return tight(this.#reference(node as ts.TypeReferenceNode, indent, before));
      case SyntaxKind.TemplateLiteralType:
        return tight(template(node as ts.TemplateLiteralTypeNode));
      case SyntaxKind.LiteralType:
        return tight(literal((node as ts.LiteralTypeNode).literal));
      default:
        return tight(literal(node));
    }
  }

  /** With parentheses where it binds less tightly than its place asks for. */
  #at(level: Level, node: ts.Node, indent: number, before: number): string {
    const printed = this.#type(node, indent, before);
    if (printed.level >= level) return printed.text;
    return printed.text.startsWith("\n") ? `(${printed.text}\n${pad(indent)})` : `(${printed.text})`;
  }

  #reference(node: ts.TypeReferenceNode, indent: number, before: number): string {
    const name = ts.isIdentifier(node.typeName) ? ts.idText(node.typeName) : "";
    this.options.onName?.(name);
    if (!node.typeArguments) return name;
    return `${name}<${node.typeArguments.map((one) => this.#type(one, indent, before).text).join(", ")}>`;
  }

  /** Members without repetition, `null` last. On lines of their own where one line is too short. */
  #union(node: ts.UnionTypeNode, indent: number, before: number): Printed {
    const members = flatUnion(node);
    const onLines = distinct(members.map((one) => this.#member(one, indent, before)));
    const [only] = onLines;
    if (only === undefined || onLines.includes("unknown")) return tight("unknown");
    if (onLines.length === 1) return this.#type(members[0] as ts.Node, indent, before);
    const joined = onLines.join(" | ");
    const hugged =
      onLines.filter((one) => one.includes("\n")).length === 1 && onLines.length === 2 && onLines[1] === "null";
    const fits = !joined.includes("\n") && before + joined.length <= WIDTH;
    if (fits || hugged) return { text: joined, level: LEVEL.union };
    const inner = indent + STEP;
    const lines = distinct(members.map((one) => this.#member(one, inner + 2, inner + 2)));
    return { text: lines.map((line) => `\n${pad(inner)}| ${line}`).join(""), level: LEVEL.union };
  }

  /** A member of a union; `A & B | C` is right, but nobody reads it so. */
  #member(node: ts.Node, indent: number, before: number): string {
    const printed = this.#type(node, indent, before);
    return printed.level === LEVEL.intersection ? `(${printed.text})` : printed.text;
  }

  #intersection(node: ts.IntersectionTypeNode, indent: number, before: number): Printed {
    const members = distinct(
      flat(node.types, ts.isIntersectionTypeNode).map((one) => this.#at(LEVEL.postfix, one, indent, before)),
    );
    const kept = members.length > 1 ? members.filter((one) => one !== "unknown") : members;
    if (kept.length < 2) return { text: kept[0] ?? "unknown", level: LEVEL.postfix };
    return { text: kept.join(" & "), level: LEVEL.intersection };
  }

  #tuple(node: ts.TupleTypeNode, indent: number, before: number): string {
    const line = `[${node.elements.map((one) => this.#type(one, indent, before).text).join(", ")}]`;
    if (!line.includes("\n") && before + line.length <= WIDTH) return line;
    const inner = indent + STEP;
    const places = node.elements.map((one) => `${pad(inner)}${this.#type(one, inner, inner).text},\n`);
    return `[\n${places.join("")}${pad(indent)}]`;
  }

  #literal(node: ts.TypeLiteralNode, indent: number, before: number): string {
    if (node.members.length === 0) return "{}";
    if (node.members.length < 4 && node.members.every((member) => !this.docs.has(member))) {
      const members = node.members.map((member) => this.#element(member, indent, before));
      const line = `{ ${members.join("; ")} }`;
      if (!line.includes("\n") && before + line.length <= WIDTH) return line;
    }
    return this.#block(node, indent);
  }

  #block(node: ts.TypeLiteralNode, indent: number): string {
    const inner = indent + STEP;
    const lines = node.members.map((member) => {
      const docs = this.docs.get(member);
      return `${docs ? docComment(docs, inner) : ""}${pad(inner)}${this.#element(member, inner, inner)};\n`;
    });
    return `{\n${lines.join("")}${pad(indent)}}`;
  }

  #element(member: ts.TypeElement, indent: number, before: number): string {
    if (ts.isIndexSignatureDeclaration(member)) {
      const key = member.parameters[0]?.type;
      return this.#annotated(
        `[key: ${key ? this.#type(key, indent, before).text : "string"}]`,
        member.type,
        indent,
        before,
      );
    }
    const property = member as ts.PropertySignature;
    const mark = property.questionToken ? "?" : "";
    return this.#annotated(`${typeKey(nameOf(property.name))}${mark}`, property.type, indent, before);
  }

  #annotated(left: string, type: ts.TypeNode | undefined, indent: number, before: number): string {
    if (!type) return left;
    const { text } = this.#type(type, indent, before + left.length + 3);
    return text.startsWith("\n") ? `${left}:${text}` : `${left}: ${text}`;
  }
}

function tight(text: string): Printed {
  return { text, level: LEVEL.postfix };
}

function pad(indent: number): string {
  return " ".repeat(indent);
}

function nameOf(name: ts.PropertyName): string {
  if (ts.isIdentifier(name)) return ts.idText(name);
  return "text" in name ? name.text : "";
}

/** Members of members of the same kind, through parentheses. */
function flat<T extends ts.TypeNode & { readonly types: ts.NodeArray<ts.TypeNode> }>(
  types: readonly ts.Node[],
  isSame: (node: ts.Node) => node is T,
): ts.Node[] {
  return types.flatMap((one) => {
    const inner = ts.isParenthesizedTypeNode(one) ? one.type : one;
    return isSame(inner) ? flat(inner.types, isSame) : [inner];
  });
}

function isNull(node: ts.Node): boolean {
  return ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword;
}

function flatUnion(node: ts.UnionTypeNode): ts.Node[] {
  const members = flat(node.types, ts.isUnionTypeNode);
  const others = members.filter((one) => !isNull(one) && one.kind !== ts.SyntaxKind.NeverKeyword);
  return members.some(isNull) ? [...others, members.find(isNull) as ts.Node] : others;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function template(node: ts.TemplateLiteralTypeNode): string {
  const spans = node.templateSpans.map((span) => `\${string}${templateText(span.literal.text)}`);
  return `\`${templateText(node.head.text)}${spans.join("")}\``;
}

function literal(node: ts.Node): string {
  const { SyntaxKind } = ts;
  switch (node.kind) {
    case SyntaxKind.StringLiteral:
      return stringLiteral((node as ts.StringLiteral).text);
    case SyntaxKind.NumericLiteral:
      return (node as ts.NumericLiteral).text;
    case SyntaxKind.PrefixUnaryExpression:
      return `-${literal((node as ts.PrefixUnaryExpression).operand)}`;
    case SyntaxKind.Identifier:
      // A string literal of openapi-typescript is an identifier that holds its source text.
      return stringLiteral(JSON.parse(ts.idText(node as ts.Identifier)) as string);
    default:
      return KEYWORDS.get(node.kind) ?? "unknown";
  }
}

const KEYWORDS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.StringKeyword, "string"],
  [ts.SyntaxKind.NumberKeyword, "number"],
  [ts.SyntaxKind.BooleanKeyword, "boolean"],
  [ts.SyntaxKind.BigIntKeyword, "bigint"],
  [ts.SyntaxKind.UnknownKeyword, "unknown"],
  [ts.SyntaxKind.NeverKeyword, "never"],
  [ts.SyntaxKind.UndefinedKeyword, "undefined"],
  [ts.SyntaxKind.NullKeyword, "null"],
  [ts.SyntaxKind.TrueKeyword, "true"],
  [ts.SyntaxKind.FalseKeyword, "false"],
]);
