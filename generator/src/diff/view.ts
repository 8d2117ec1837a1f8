import type { ObjectType, Type } from "./type.js";

/** What users of an SDK can see of it: the two sides of a comparison. */
export interface SdkView {
  /** What it was read from. Facts that no type says are told in other words by each, so they compare with their like only. */
  readonly from: "api" | "code";
  /** For people: `Pet Store 1.4.0`. */
  readonly title: string;
  /** Class of the client. */
  readonly client: string;
  readonly operations: readonly OperationView[];
  /** Exported types that are declared for schemas. */
  readonly types: ReadonlyMap<string, NamedType>;
  /** Event → its body. */
  readonly webhooks: ReadonlyMap<string, Type>;
  /** Scheme → kind of its credential. */
  readonly credentials: ReadonlyMap<string, string>;
  /** Other facts about the API that no type says, as text: servers, limits. */
  readonly settings: ReadonlyMap<string, string>;
}

export interface NamedType {
  readonly type: Type;
  readonly deprecated?: boolean;
  readonly at?: string;
}

export interface OperationView {
  /** `GET /pets/{id}` */
  readonly key: string;
  /** `pets.get` */
  readonly name: string;
  readonly operationId?: string;
  /** What its method gives back. */
  readonly kind: "call" | "paged" | "stream";
  readonly deprecated: boolean;
  readonly at?: string;
  /** Members of the argument except the body. */
  readonly parameters: ObjectType;
  /** In order of preference; empty: it takes no body. */
  readonly bodies: readonly BodyView[];
  readonly bodyOptional: boolean;
  /** Decoded body; of a stream, one event. */
  readonly result: Type;
  /** Item of a page. */
  readonly item?: Type;
  /** Status → body of the error. */
  readonly failures: ReadonlyMap<string, Type>;
  /** Facts that no type says: path, statuses, credentials, pager, limits. */
  readonly settings: ReadonlyMap<string, string>;
  /** Works without a credential. Undefined: not known. */
  readonly anonymous?: boolean;
  /** An old name that is kept for the time being. */
  readonly alias?: boolean;
}

export interface BodyView {
  readonly media: readonly string[];
  readonly type: Type;
}

/** The call can do without the argument. */
export function argumentOptional({ parameters, bodies, bodyOptional }: OperationView): boolean {
  return [...parameters.members.values()].every((one) => one.optional) && (bodies.length === 0 || bodyOptional);
}

/** The method has an argument at all. */
export function hasArgument({ parameters, bodies }: OperationView): boolean {
  return parameters.members.size > 0 || bodies.length > 0;
}
