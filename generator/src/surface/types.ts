import { ts } from "ts-morph";
import { familyName, UNKNOWN, unionOf, word, type Member, type ObjectType, type Type } from "../diff/type.js";

/** Reads types of generated code. */
export class TypeReader {
  /** @param isOwn - whether a name is a type of this SDK. */
  constructor(readonly isOwn: (name: string) => boolean) {}

  read(node: ts.TypeNode | undefined): Type {
    if (!node) return UNKNOWN;
    if (ts.isParenthesizedTypeNode(node)) return this.read(node.type);
    if (ts.isUnionTypeNode(node)) return unionOf(node.types.map((one) => this.read(one)));
    if (ts.isIntersectionTypeNode(node)) return this.#intersection(node);
    if (ts.isArrayTypeNode(node)) return { kind: "array", items: this.read(node.elementType) };
    if (ts.isTypeOperatorNode(node)) return this.read(node.type);
    if (ts.isTupleTypeNode(node)) return this.#tuple(node);
    if (ts.isTypeLiteralNode(node)) return this.members(node.members);
    if (ts.isLiteralTypeNode(node)) return literal(node);
    if (ts.isTypeReferenceNode(node)) return this.#reference(node);
    return word(flat(node));
  }

  /** An interface: what it extends, and its own members. */
  interface(node: ts.InterfaceDeclaration): Type {
    const own = this.members(node.members);
    const bases = (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((one) => this.#named(flat(one))));
    if (bases.length === 0) return own;
    return { kind: "intersection", members: own.members.size > 0 || own.rest ? [...bases, own] : bases };
  }

  enum(node: ts.EnumDeclaration): Type {
    return unionOf(node.members.map(({ initializer }) => constant(initializer) ?? UNKNOWN));
  }

  members(nodes: ts.NodeArray<ts.TypeElement>): ObjectType {
    const members = new Map<string, Member>();
    const rest: Type[] = [];
    for (const node of nodes) {
      if (ts.isIndexSignatureDeclaration(node) && node.type.kind !== ts.SyntaxKind.NeverKeyword) {
        const key = node.parameters[0]?.type;
        const family = key && ts.isTemplateLiteralTypeNode(key) ? flat(key).slice(1, -1) : undefined;
        if (family === undefined) rest.push(this.read(node.type));
        else members.set(familyName(family), { optional: true, type: this.read(node.type) });
      }
      if (!ts.isPropertySignature(node)) continue;
      members.set(nameOf(node.name), {
        optional: node.questionToken !== undefined,
        type: this.read(node.type),
        deprecated: ts.getJSDocDeprecatedTag(node) !== undefined,
      });
    }
    return { kind: "object", members, ...(rest.length > 0 && { rest: unionOf(rest) }) };
  }

  #intersection(node: ts.IntersectionTypeNode): Type {
    // `string & {}`: any string, and editors offer the known ones.
    const parts = node.types.filter((one) => !(ts.isTypeLiteralNode(one) && one.members.length === 0));
    const types = parts.map((one) => this.read(one));
    const [only] = types;
    return only && types.length === 1 ? only : { kind: "intersection", members: types };
  }

  #tuple(node: ts.TupleTypeNode): Type {
    const places: Member[] = [];
    let rest: Type | undefined;
    for (const element of node.elements) {
      const one = ts.isNamedTupleMember(element) ? element.type : element;
      if (ts.isRestTypeNode(one)) rest = ts.isArrayTypeNode(one.type) ? this.read(one.type.elementType) : UNKNOWN;
      else if (ts.isOptionalTypeNode(one)) places.push({ optional: true, type: this.read(one.type) });
      else places.push({ optional: false, type: this.read(one) });
    }
    return { kind: "tuple", places, ...(rest && { rest }) };
  }

  #reference(node: ts.TypeReferenceNode): Type {
    const name = flat(node.typeName);
    const [first, second] = node.typeArguments ?? [];
    if (name === "Record" && second) {
      const closed = second.kind === ts.SyntaxKind.NeverKeyword;
      return { kind: "object", members: new Map(), ...(!closed && { rest: this.read(second) }) };
    }
    if (/^(Readonly)?Array$/.test(name) && first) return { kind: "array", items: this.read(first) };
    return first ? word(flat(node)) : this.#named(name);
  }

  #named(name: string): Type {
    return this.isOwn(name) ? { kind: "ref", name } : word(name.replace(/^globalThis\./, ""));
  }
}

function literal(node: ts.LiteralTypeNode): Type {
  return node.literal.kind === ts.SyntaxKind.NullKeyword ? word("null") : (constant(node.literal) ?? word(flat(node)));
}

function constant(node: ts.Node | undefined): Type | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return { kind: "literal", text: JSON.stringify(node.text) };
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword || isNumber(node))
    return { kind: "literal", text: flat(node) };
  return undefined;
}

const isNumber = (node: ts.Node): boolean =>
  ts.isNumericLiteral(node) || (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand));

/** Text of a node on one line, without comments. */
export function flat(node: ts.Node): string {
  return node
    .getText()
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .trim();
}

export function nameOf(node: ts.PropertyName): string {
  return ts.isIdentifier(node) || ts.isStringLiteral(node) || ts.isNumericLiteral(node) ? node.text : flat(node);
}
