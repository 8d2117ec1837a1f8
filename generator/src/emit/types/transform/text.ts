import type {
  ArrayTypeNode,
  IndexSignatureDeclaration,
  IntersectionTypeNode,
  LiteralTypeNode,
  NamedTupleMember,
  Node,
  NodeArray,
  OptionalTypeNode,
  ParenthesizedTypeNode,
  PropertySignature,
  RestTypeNode,
  StringLiteral,
  TemplateLiteralTypeNode,
  TupleTypeNode,
  TypeElement,
  TypeLiteralNode,
  TypeNode,
  TypeReferenceNode,
  UnionTypeNode,
} from "typescript";
import { docComment, type DocInput, typeKey } from "../../code/index.js";
import { ts } from "./compiler.js";
import { leafText, templateKey } from "./leaf.js";

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

/** Where a type is printed. */
interface Spot {
  /** Blanks before the line it begins on. */
  readonly indent: number;
  /** Characters on that line before and after it. */
  readonly beside: number;
}

const WIDTH = 120;
const STEP = 2;
/** An object with more members than this has a line for each. */
const MOST_ON_A_LINE = 3;

/**
 * Prints types the way a formatter leaves them alone. TypeScript's own printer puts every literal union on one line,
 * keeps redundant members and takes several times as long.
 */
export class NodeText {
  readonly #flat = new Map<Node, Printed | undefined>();

  constructor(
    readonly node: TypeNode,
    readonly docs: WeakMap<Node, DocInput>,
    readonly options: TextOptions,
  ) {}

  /** As the right side of something that takes `beside` characters on its line. Starts with a line break if it is a list. */
  expression(beside = 0): string {
    return this.#print(this.node, { indent: 0, beside }).text;
  }

  /** Members of an object type, between braces on lines of their own. Undefined: it is no object type. */
  body(): string | undefined {
    return ts.isTypeLiteralNode(this.node) ? this.#block(this.node, 0) : undefined;
  }

  /** On one line if it fits there, else on several. */
  #print(node: Node, spot: Spot): Printed {
    const flat = this.#line(node);
    return flat && spot.beside + flat.text.length <= WIDTH ? flat : this.#lines(node, spot);
  }

  /** On one line; undefined where its members or their comments need lines of their own. Worked out once per node. */
  #line(node: Node): Printed | undefined {
    if (this.#flat.has(node)) return this.#flat.get(node);
    const printed = this.#compose(node, (inner) => this.#line(inner));
    this.#flat.set(node, printed);
    return printed;
  }

  #lines(node: Node, spot: Spot): Printed {
    const { indent } = spot;
    if (ts.isTypeLiteralNode(node)) return tight(this.#block(node, indent));
    if (ts.isTupleTypeNode(node)) {
      const inner = { indent: indent + STEP, beside: indent + STEP };
      const places = node.elements.map((one) => `${pad(inner.indent)}${this.#print(one, inner).text},\n`);
      return tight(`[\n${places.join("")}${pad(indent)}]`);
    }
    if (ts.isUnionTypeNode(node) && !isHugged(node)) {
      const inner = { indent: indent + 2 * STEP, beside: indent + 2 * STEP };
      const members = distinct(flatUnion(node).map((one) => member(this.#print(one, inner), inner.indent)));
      const [only = "never"] = members;
      if (members.includes("unknown")) return tight("unknown");
      if (members.length < 2) return tight(only);
      return { text: members.map((one) => `\n${pad(indent + STEP)}| ${one}`).join(""), level: LEVEL.union };
    }
    // Beside other parts an object does not know how much room is left, so it takes its lines.
    const part = (inner: Node): Printed =>
      ts.isIntersectionTypeNode(node) && ts.isTypeLiteralNode(inner)
        ? tight(this.#block(inner, indent))
        : this.#print(inner, spot);
    return this.#compose(node, part, indent) ?? tight("unknown");
  }

  /** A type from its parts. Undefined where a part is. */
  #compose(node: Node, part: (node: Node) => Printed | undefined, indent = 0): Printed | undefined {
    const { SyntaxKind } = ts;
    const suffixed = (inner: Printed | undefined, suffix: string): Printed | undefined =>
      inner && tight(within(inner, LEVEL.postfix, indent) + suffix);
    switch (node.kind) {
      case SyntaxKind.ParenthesizedType:
        return part((node as ParenthesizedTypeNode).type);
      case SyntaxKind.UnionType:
        return union(flatUnion(node as UnionTypeNode).map(part));
      case SyntaxKind.IntersectionType:
        return intersection(flat((node as IntersectionTypeNode).types, ts.isIntersectionTypeNode).map(part), indent);
      case SyntaxKind.TypeLiteral:
        return this.#braces(node as TypeLiteralNode, part);
      case SyntaxKind.ArrayType:
        return suffixed(part((node as ArrayTypeNode).elementType), "[]");
      case SyntaxKind.OptionalType:
        return suffixed(part((node as OptionalTypeNode).type), "?");
      case SyntaxKind.RestType: {
        const rest = part((node as RestTypeNode).type);
        return rest && tight(`...${rest.text}`);
      }
      case SyntaxKind.NamedTupleMember: {
        const { name, type } = node as NamedTupleMember;
        const inner = part(type);
        return inner && tight(`${ts.idText(name)}?: ${inner.text}`);
      }
      case SyntaxKind.TupleType: {
        const places = whole((node as TupleTypeNode).elements.map(part));
        return places && tight(`[${places.map(({ text }) => text).join(", ")}]`);
      }
      case SyntaxKind.TypeReference:
        return tight(this.#reference(node as TypeReferenceNode));
      case SyntaxKind.TemplateLiteralType:
        return tight(templateKey(node as TemplateLiteralTypeNode));
      case SyntaxKind.LiteralType:
        return tight(leafText((node as LiteralTypeNode).literal));
      default:
        return tight(leafText(node));
    }
  }

  #reference(node: TypeReferenceNode): string {
    const name = ts.isIdentifier(node.typeName) ? ts.idText(node.typeName) : "unknown";
    this.options.onName?.(name);
    return name;
  }

  #braces(node: TypeLiteralNode, part: (node: Node) => Printed | undefined): Printed | undefined {
    if (node.members.length > MOST_ON_A_LINE || node.members.some((one) => this.docs.has(one))) return undefined;
    const types = whole(node.members.map((one) => part(typeOf(one))));
    if (!types) return undefined;
    const members = node.members.map((one, index) => `${keyOf(one)}: ${types[index]?.text}`);
    return tight(members.length === 0 ? "{}" : `{ ${members.join("; ")} }`);
  }

  #block(node: TypeLiteralNode, indent: number): string {
    const inner = indent + STEP;
    const lines = node.members.map((one) => {
      const docs = this.docs.get(one);
      const left = `${pad(inner)}${keyOf(one)}:`;
      const { text } = this.#print(typeOf(one), { indent: inner, beside: left.length + 2 });
      return `${docs ? docComment(docs, inner) : ""}${left}${text.startsWith("\n") ? "" : " "}${text};\n`;
    });
    return `{\n${lines.join("")}${pad(indent)}}`;
  }
}

function tight(text: string): Printed {
  return { text, level: LEVEL.postfix };
}

function pad(indent: number): string {
  return " ".repeat(indent);
}

function whole(parts: readonly (Printed | undefined)[]): Printed[] | undefined {
  const found = parts.filter((part) => part !== undefined);
  return found.length === parts.length ? found : undefined;
}

/** In parentheses where it binds less tightly than its place asks for. */
function within({ text, level }: Printed, least: Level, indent: number): string {
  if (level >= least) return text;
  return text.startsWith("\n") ? `(${text}\n${pad(indent)})` : `(${text})`;
}

/** Members without repetition. */
function union(parts: readonly (Printed | undefined)[]): Printed | undefined {
  const members = whole(parts);
  if (!members) return undefined;
  const texts = distinct(members.map((one) => member(one, 0)));
  if (texts.includes("unknown")) return tight("unknown");
  if (texts.length < 2) return members[0] ?? tight("never");
  return { text: texts.join(" | "), level: LEVEL.union };
}

/** A member of a union; `A & B | C` is right, but nobody reads it so. */
function member(printed: Printed, indent: number): string {
  const { text, level } = printed;
  if (level === LEVEL.intersection) return `(${text})`;
  return text.startsWith("\n") ? within(printed, LEVEL.postfix, indent) : text;
}

function intersection(parts: readonly (Printed | undefined)[], indent: number): Printed | undefined {
  const members = whole(parts);
  if (!members) return undefined;
  const telling = [...new Map(members.map((one) => [one.text, one])).values()].filter(({ text }) => text !== "unknown");
  if (telling.length < 2) return telling[0] ?? tight("unknown");
  return { text: telling.map((one) => within(one, LEVEL.intersection, indent)).join(" & "), level: LEVEL.intersection };
}

/** `{ … } | null` keeps its braces on the outer lines. */
function isHugged(node: UnionTypeNode): boolean {
  const members = flatUnion(node);
  return members.length === 2 && ts.isTypeLiteralNode(members[0] as Node) && isNull(members[1] as Node);
}

function typeOf(element: TypeElement): Node {
  return (element as PropertySignature | IndexSignatureDeclaration).type ?? element;
}

function keyOf(element: TypeElement): string {
  if (ts.isIndexSignatureDeclaration(element)) {
    const key = element.parameters[0]?.type;
    return `[key: ${key && ts.isTemplateLiteralTypeNode(key) ? templateKey(key) : "string"}]`;
  }
  const { name, questionToken } = element as PropertySignature;
  const text = ts.isIdentifier(name) ? ts.idText(name) : (name as StringLiteral).text;
  return `${typeKey(text)}${questionToken ? "?" : ""}`;
}

/** Members of members of the same kind, through parentheses. */
function flat<T extends TypeNode & { readonly types: NodeArray<TypeNode> }>(
  types: readonly Node[],
  isSame: (node: Node) => node is T,
): Node[] {
  return types.flatMap((one) => {
    const inner = ts.isParenthesizedTypeNode(one) ? one.type : one;
    return isSame(inner) ? flat(inner.types, isSame) : [inner];
  });
}

/** Alternatives, `null` last. */
function flatUnion(node: UnionTypeNode): Node[] {
  const members = flat(node.types, ts.isUnionTypeNode).filter((one) => one.kind !== ts.SyntaxKind.NeverKeyword);
  const nothing = members.find(isNull);
  return nothing ? [...members.filter((one) => !isNull(one)), nothing] : members;
}

function isNull(node: Node): boolean {
  return ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
