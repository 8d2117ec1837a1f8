import type { GlobalContext, SchemaObject } from "openapi-typescript";
import type { Node, TypeNode } from "typescript";
import type { DocInput } from "../../code/index.js";
import { transformSchemaObject, ts } from "./compiler.js";
import type { Form, MadeForm } from "./form.js";
import { NodeText, type TextOptions } from "./text.js";

export type { TypeNode } from "typescript";

/** A member of an object type. */
export interface MemberNode {
  readonly name: string;
  readonly optional: boolean;
  readonly type: TypeNode;
  readonly docs?: DocInput | undefined;
}

/** Keys of an index signature: any, or those with a beginning or an end in common. */
export type KeyPattern = "any" | { readonly prefix: string; readonly suffix: string };

export interface SignatureNode {
  readonly key: KeyPattern;
  readonly type: TypeNode;
}

/**
 * The only way to openapi-typescript and to TypeScript's syntax tree. Loading both takes a few tenths of a second, so
 * this module is imported when types are printed and not before.
 */
export class TypeTransform {
  readonly #docs = new WeakMap<Node, DocInput>();

  /** The type of a schema, made by openapi-typescript. */
  node(form: Form): TypeNode {
    return transformSchemaObject(form as SchemaObject, { path: "", ctx: CONTEXT });
  }

  /** `T[]`. openapi-typescript takes an array of tuples for a tuple. */
  array(item: TypeNode): TypeNode {
    return ts.factory.createArrayTypeNode(item);
  }

  /** A tuple with optional places and a rest, which openapi-typescript does not know. */
  tuple(places: readonly { readonly type: TypeNode; readonly optional: boolean }[], rest?: TypeNode): TypeNode {
    const { factory } = ts;
    return factory.createTupleTypeNode([
      ...places.map(({ type, optional }, index) => (optional ? optionalPlace(type, index) : type)),
      ...(rest ? [factory.createRestTypeNode(factory.createArrayTypeNode(rest))] : []),
    ]);
  }

  /**
   * An object type in one literal. openapi-typescript puts the index signature into an intersection, which no object
   * literal satisfies when members differ from it; and it spends half its time on pointers that nobody reads here.
   */
  object(members: readonly MemberNode[], signatures: readonly SignatureNode[] = []): TypeNode {
    const { factory } = ts;
    const optional = factory.createToken(ts.SyntaxKind.QuestionToken);
    const named = members.map((member) => {
      const mark = member.optional ? optional : undefined;
      const node = factory.createPropertySignature(undefined, member.name, mark, member.type);
      if (member.docs) this.#docs.set(node, member.docs);
      return node;
    });
    const indexes = signatures.map(({ key, type }) => {
      const parameter = factory.createParameterDeclaration(undefined, undefined, "key", undefined, keyType(key));
      return factory.createIndexSignature(undefined, [parameter], type);
    });
    return factory.createTypeLiteralNode([...named, ...indexes]);
  }

  /** A named type: our own, or a global one. */
  reference(name: string): TypeNode {
    return ts.factory.createTypeReferenceNode(name);
  }

  keyword(name: "bigint" | "never" | "undefined"): TypeNode {
    const { BigIntKeyword, NeverKeyword, UndefinedKeyword } = ts.SyntaxKind;
    const kinds = { bigint: BigIntKeyword, never: NeverKeyword, undefined: UndefinedKeyword } as const;
    return ts.factory.createKeywordTypeNode(kinds[name]);
  }

  /** `string & {}`: any string, in a union that still offers its literals. */
  openEnd(type: "string" | "number"): TypeNode {
    const { factory, SyntaxKind } = ts;
    const kind = type === "string" ? SyntaxKind.StringKeyword : SyntaxKind.NumberKeyword;
    return factory.createIntersectionTypeNode([factory.createKeywordTypeNode(kind), factory.createTypeLiteralNode([])]);
  }

  /** Whether an intersection stands anywhere in a type. */
  hasIntersection(node: TypeNode): boolean {
    const search = (inner: Node): boolean =>
      ts.isIntersectionTypeNode(inner) || (ts.forEachChild(inner, search) ?? false);
    return search(node);
  }

  text(node: TypeNode, options: TextOptions = {}): NodeText {
    return new NodeText(node, this.#docs, options);
  }
}

/** `T?`; a list gets a label, for TypeScript resolves `T[]?` at once, which a type that contains itself does not survive. */
function optionalPlace(type: TypeNode, index: number): TypeNode {
  const { factory } = ts;
  if (!ts.isArrayTypeNode(type) && !ts.isTupleTypeNode(type)) return factory.createOptionalTypeNode(type);
  const mark = factory.createToken(ts.SyntaxKind.QuestionToken);
  return factory.createNamedTupleMember(undefined, factory.createIdentifier(`place${index + 1}`), mark, type);
}

function keyType(key: KeyPattern): TypeNode {
  const { factory } = ts;
  const string = factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
  if (key === "any") return string;
  const end = factory.createTemplateTail(key.suffix);
  return factory.createTemplateLiteralType(factory.createTemplateHead(key.prefix), [
    factory.createTemplateLiteralTypeSpan(string, end),
  ]);
}

const CONTEXT: GlobalContext = {
  additionalProperties: false,
  alphabetize: false,
  arrayLength: false,
  conditionalEnums: false,
  dedupeEnums: false,
  defaultNonNullable: false,
  discriminators: { objects: {}, refsHandled: [] },
  emptyObjectsUnknown: true,
  enum: false,
  enumValues: false,
  excludeDeprecated: false,
  exportType: false,
  generatePathParams: false,
  immutable: false,
  injectFooter: [],
  makePathsEnum: false,
  pathParamsAsTypes: false,
  postTransform: undefined,
  propertiesRequiredByDefault: false,
  readWriteMarkers: false,
  // Only read by the command line's own loader.
  redoc: undefined as unknown as GlobalContext["redoc"],
  resolve: () => undefined,
  rootTypes: false,
  rootTypesKeepCasing: false,
  rootTypesNoSchemaPrefix: false,
  silent: true,
  transform: (schema) => madeNode(schema as unknown as Form),
  transformProperty: undefined,
};

function madeNode(form: Form): TypeNode | undefined {
  return "node" in form ? (form satisfies MadeForm).node : undefined;
}
