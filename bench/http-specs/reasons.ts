// Why a scenario cannot come out as it is written. Whatever has no reason here is a fault of ours, and fails the run.

export type Cause =
  /** TypeSpec says it, and the emitter does not write it down, though OpenAPI could say it or something like it. */
  | "lost on the way to OpenAPI"
  /** OpenAPI has no words for it. */
  | "not OpenAPI"
  /** The mock server contradicts the document, on purpose. */
  | "contradicts its document"
  /** A decision of ours, in the documentation. */
  | "by design";

export interface Reason {
  /** Of the scenario's name. */
  readonly scenarios: RegExp;
  /** `wire`: the call; `types`: the calls as TypeScript; `schemas`: with `--schemas`, as all values are judged strictly. */
  readonly of: "wire" | "types" | "schemas";
  readonly cause: Cause;
  readonly why: string;
}

export const REASONS: readonly Reason[] = [
  {
    scenarios: /^Parameters_Path_optional$/,
    of: "wire",
    cause: "not OpenAPI",
    why: "a path parameter that may be left out, with the slash before it",
  },
  {
    scenarios: /^Routes_PathParameters_PathExpansion_/,
    of: "wire",
    cause: "not OpenAPI",
    why: "parameters in the style `{/param}`, each with a slash before it",
  },
  {
    scenarios: /^Routes_QueryParameters_QueryContinuation_/,
    of: "wire",
    cause: "not OpenAPI",
    why: "paths that end with a query, `?fixed=true`; the emitter leaves the operations out",
  },
  {
    scenarios: /^Payload_MultiPart_FormData_HttpParts_jsonArrayAndFileArray$/,
    of: "wire",
    cause: "lost on the way to OpenAPI",
    why: "one part that holds a list is written like a list of parts, and OpenAPI reads it as that",
  },
  {
    scenarios: /^Payload_Pageable_ServerDrivenPagination_AlternateInitialVerb_post$/,
    of: "wire",
    cause: "not OpenAPI",
    why: "further pages are asked for by another method than the first",
  },
  {
    scenarios: /^Payload_Pageable_XmlPagination_listWithNextLink$/,
    of: "wire",
    cause: "by design",
    why: "XML is handed out as text, so no place in it leads to a next page",
  },
  {
    scenarios: /^Payload_JsonMergePatch_update/,
    of: "types",
    cause: "lost on the way to OpenAPI",
    why: "members of a merge patch that may be null are written as if they may not",
  },
  {
    scenarios: /_Inheritance_\w+_get\w*(?:Missing|Wrong)Discriminator$/,
    of: "types",
    cause: "contradicts its document",
    why: "answers without the discriminator, or with a wrong one, are handed out as they are",
  },
  {
    scenarios: /_Inheritance_(?:Nested|Single)Discriminator_(?:get|put)(?:Recursive)?Model$/,
    of: "types",
    cause: "by design",
    why: "a parent without `oneOf` is its own interface: what a child adds is no member of a literal of the parent's type",
  },
  {
    scenarios: /^Type_Model_Visibility_(?:head|get)Model$/,
    of: "types",
    cause: "contradicts its document",
    why: "the body that the document requires is not sent",
  },
  {
    scenarios: /^Payload_JsonMergePatch_update/,
    of: "schemas",
    cause: "lost on the way to OpenAPI",
    why: "members of a merge patch that may be null are written as if they may not",
  },
  {
    scenarios: /^Payload_ContentNegotiation_|^Type_Enum_Fixed_String_putUnknownValue$/,
    of: "schemas",
    cause: "contradicts its document",
    why: "a value that the document does not admit is to be sent",
  },
  {
    scenarios: /_Inheritance_\w+_get\w*(?:Missing|Wrong)Discriminator$/,
    of: "schemas",
    cause: "contradicts its document",
    why: "answers without the discriminator, or with a wrong one",
  },
  {
    scenarios: /^Streaming_Sse_Unnamed_receive$|_ServerDrivenPagination_nestedLink$/,
    of: "schemas",
    cause: "contradicts its document",
    why: "answers lack a member that the document requires",
  },
];
