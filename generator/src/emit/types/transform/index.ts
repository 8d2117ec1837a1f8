import type { GlobalContext, SchemaObject } from "openapi-typescript";
import transformSchemaObject from "openapi-typescript/dist/transform/schema-object.mjs";
import ts from "typescript";
import type { DocInput } from "../../code/index.js";
import type { Form, OwnForm } from "./form.js";
import { NodeText, type TextOptions } from "./text.js";

export type TypeNode = ts.TypeNode;

/**
 * The only way to openapi-typescript and to TypeScript's syntax tree. Loading both takes a few tenths of a second, so
 * this module is imported when types are printed and not before.
 */
export class TypeTransform {
  readonly #docs = new WeakMap<ts.Node, DocInput>();
  readonly #context = contextOf(this.#docs);

  /** The type of a schema, made by openapi-typescript. */
  node(form: Form): TypeNode {
    return transformSchemaObject(form as SchemaObject, { path: "", ctx: this.#context });
  }

  /** `T[]`. openapi-typescript takes an array of tuples for a tuple. */
  array(item: TypeNode): TypeNode {
    return ts.factory.createArrayTypeNode(item);
  }

  /** A tuple with optional places and a rest. */
  tuple(
    places: readonly { readonly type: TypeNode; readonly optional: boolean }[],
    rest: TypeNode | undefined,
  ): TypeNode {
    const { factory } = ts;
    return factory.createTupleTypeNode([
      ...places.map(({ type, optional }) => (optional ? factory.createOptionalTypeNode(type) : type)),
      ...(rest ? [factory.createRestTypeNode(factory.createArrayTypeNode(rest))] : []),
    ]);
  }

  /** A named type: our own, or a global one. */
  reference(name: string): TypeNode {
    return ts.factory.createTypeReferenceNode(name);
  }

  bigint(): TypeNode {
    return ts.factory.createKeywordTypeNode(ts.SyntaxKind.BigIntKeyword);
  }

  never(): TypeNode {
    return ts.factory.createKeywordTypeNode(ts.SyntaxKind.NeverKeyword);
  }

  undefined(): TypeNode {
    return ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
  }

  /** `string & {}`: any string, in a union that still offers its literals. */
  openEnd(type: "string" | "number"): TypeNode {
    const { factory, SyntaxKind } = ts;
    const keyword = factory.createKeywordTypeNode(
      type === "string" ? SyntaxKind.StringKeyword : SyntaxKind.NumberKeyword,
    );
    return factory.createIntersectionTypeNode([keyword, factory.createTypeLiteralNode([])]);
  }

  /** An object with index signatures beside its properties, in one literal: openapi-typescript intersects them. */
  indexed(object: TypeNode, signatures: readonly { readonly key: KeyPattern; readonly type: TypeNode }[]): TypeNode {
    const { factory } = ts;
    const members = ts.isTypeLiteralNode(object) ? object.members : [];
    const indexes = signatures.map(({ key, type }) =>
      factory.createIndexSignature(
        undefined,
        [factory.createParameterDeclaration(undefined, undefined, "key", undefined, keyType(key))],
        type,
      ),
    );
    return factory.createTypeLiteralNode([...members, ...indexes]);
  }

  text(node: TypeNode, options: TextOptions = {}): NodeText {
    return new NodeText(node, this.#docs, options);
  }
}

/** Keys of an index signature: any, or those with a beginning or an end in common. */
export type KeyPattern = "any" | { readonly prefix: string; readonly suffix: string };

function keyType(key: KeyPattern): TypeNode {
  const { factory } = ts;
  const string = factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
  if (key === "any") return string;
  return factory.createTemplateLiteralType(factory.createTemplateHead(key.prefix), [
    factory.createTemplateLiteralTypeSpan(string, factory.createTemplateTail(key.suffix)),
  ]);
}

function contextOf(docs: WeakMap<ts.Node, DocInput>): GlobalContext {
  return {
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
    transform: (schema) => ownNode(schema as unknown as Form),
    transformProperty: (property, schema) => {
      const said = (schema as unknown as Form).docs;
      if (said) docs.set(property, said);
      return undefined;
    },
  };
}

function ownNode(form: Form): TypeNode | undefined {
  return (form as { readonly type?: string }).type === "own" ? (form as OwnForm).node : undefined;
}
