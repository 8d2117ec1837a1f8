/** What an object of a document is, by where it stands. */
export type Kind =
  | "document"
  | "components"
  | "paths"
  | "pathItem"
  | "operation"
  | "parameter"
  | "header"
  | "requestBody"
  | "response"
  | "mediaType"
  | "encoding"
  | "schema"
  | "example"
  | "link"
  | "callback"
  | "securityScheme";

/** What stands under a member: one object, a list of them, a map of them, or either of the first two. */
export interface Member {
  readonly kind: Kind;
  readonly form: "one" | "list" | "map" | "one or list";
}

export interface Shape {
  readonly members: ReadonlyMap<string, Member>;
  /** Of every member that is not named and no extension. */
  readonly others?: Member;
}

export type Shapes = { readonly [kind in Kind]: Shape };

const one = (kind: Kind): Member => ({ kind, form: "one" });
const list = (kind: Kind): Member => ({ kind, form: "list" });
const map = (kind: Kind): Member => ({ kind, form: "map" });

function shape(members: { readonly [key: string]: Member }, others?: Member): Shape {
  return { members: new Map(Object.entries(members)), ...(others ? { others } : {}) };
}

/** The fixed methods of a path item, in lower case as documents write them. `query` is OpenAPI 3.2's. */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

const NONE = shape({});
const PAYLOAD = { schema: one("schema"), content: map("mediaType"), examples: map("example") };
const OPERATIONS = Object.fromEntries(METHODS.map((method) => [method, one("operation")]));

const SCHEMA = shape({
  ...Object.fromEntries(
    ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"].map((key) => [
      key,
      map("schema"),
    ]),
  ),
  ...Object.fromEntries(["allOf", "anyOf", "oneOf", "prefixItems"].map((key) => [key, list("schema")])),
  ...Object.fromEntries(
    [
      "additionalProperties",
      "additionalItems",
      "unevaluatedProperties",
      "unevaluatedItems",
      "contains",
      "propertyNames",
      "contentSchema",
      "not",
      "if",
      "then",
      "else",
    ].map((key) => [key, one("schema")]),
  ),
  items: { kind: "schema", form: "one or list" },
});

/** OpenAPI 3.0 to 3.2. What a version does not have does not occur in its documents. */
export const OPENAPI: Shapes = {
  document: shape({ paths: one("paths"), webhooks: map("pathItem"), components: one("components") }),
  components: shape({
    schemas: map("schema"),
    responses: map("response"),
    parameters: map("parameter"),
    examples: map("example"),
    requestBodies: map("requestBody"),
    headers: map("header"),
    securitySchemes: map("securityScheme"),
    links: map("link"),
    callbacks: map("callback"),
    pathItems: map("pathItem"),
    mediaTypes: map("mediaType"),
  }),
  paths: shape({}, one("pathItem")),
  pathItem: shape({ ...OPERATIONS, additionalOperations: map("operation"), parameters: list("parameter") }),
  operation: shape({
    parameters: list("parameter"),
    requestBody: one("requestBody"),
    responses: map("response"),
    callbacks: map("callback"),
  }),
  parameter: shape(PAYLOAD),
  header: shape(PAYLOAD),
  requestBody: shape({ content: map("mediaType") }),
  // `schema` is Swagger 2.0's; it is looked after so that it can be mended.
  response: shape({
    headers: map("header"),
    content: map("mediaType"),
    links: map("link"),
    schema: one("schema"),
  }),
  mediaType: shape({
    schema: one("schema"),
    itemSchema: one("schema"),
    examples: map("example"),
    encoding: map("encoding"),
    prefixEncoding: list("encoding"),
    itemEncoding: one("encoding"),
  }),
  encoding: shape({
    headers: map("header"),
    encoding: map("encoding"),
    prefixEncoding: list("encoding"),
    itemEncoding: one("encoding"),
  }),
  schema: SCHEMA,
  example: NONE,
  link: NONE,
  callback: shape({}, one("pathItem")),
  securityScheme: NONE,
};

/** Swagger 2.0. */
export const SWAGGER: Shapes = {
  ...OPENAPI,
  document: shape({
    paths: one("paths"),
    definitions: map("schema"),
    parameters: map("parameter"),
    responses: map("response"),
    securityDefinitions: map("securityScheme"),
  }),
  pathItem: shape({ ...OPERATIONS, parameters: list("parameter") }),
  operation: shape({ parameters: list("parameter"), responses: map("response") }),
  parameter: shape({ schema: one("schema") }),
  header: NONE,
  response: shape({ headers: map("header"), schema: one("schema") }),
};

/** Section of `components` (of the root in Swagger 2.0) that holds objects of a kind. */
export const SECTIONS: { readonly [kind in Kind]?: string } = {
  schema: "schemas",
  response: "responses",
  parameter: "parameters",
  example: "examples",
  requestBody: "requestBodies",
  header: "headers",
  securityScheme: "securitySchemes",
  link: "links",
  callback: "callbacks",
  pathItem: "pathItems",
  mediaType: "mediaTypes",
};

const SWAGGER_SECTIONS: { readonly [kind in Kind]?: string } = {
  schema: "definitions",
  response: "responses",
  parameter: "parameters",
  securityScheme: "securityDefinitions",
};

/** Steps to the map that holds named objects of a kind. Undefined: there is none, and references to it are inlined. */
export function sectionOf(kind: Kind, shapes: Shapes): readonly string[] | undefined {
  const section = (shapes === SWAGGER ? SWAGGER_SECTIONS : SECTIONS)[kind];
  if (section === undefined) return undefined;
  return shapes === SWAGGER ? [section] : ["components", section];
}

/** The member that a key leads to, if it is one of the description language rather than data. */
export function memberOf(shape: Shape, key: string): Member | undefined {
  return shape.members.get(key) ?? (shape.others && !key.startsWith("x-") ? shape.others : undefined);
}

/** What stands at the end of a path that begins at an object of a kind; undefined for data and extensions. */
export function kindAt(shapes: Shapes, kind: Kind, steps: readonly string[]): Kind | undefined {
  let at: Kind = kind;
  for (let index = 0; index < steps.length; index++) {
    const next = memberOf(shapes[at], steps[index]!);
    if (!next) return undefined;
    at = next.kind;
    if (next.form === "one") continue;
    const list = next.form === "one or list" && !/^\d+$/.test(steps[index + 1] ?? "");
    if (list) continue;
    if (++index === steps.length) return undefined;
  }
  return at;
}
