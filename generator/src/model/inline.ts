import type { Api } from "./api.js";
import type { ObjectSchema } from "./schema.js";

/** What an inline object belongs to. It never depends on which operations there are beside it. */
export type InlineOwner =
  | { readonly kind: "schema"; readonly name: string }
  | { readonly kind: "body"; readonly operation: string; readonly media: string }
  | { readonly kind: "response"; readonly operation: string; readonly status: string; readonly media: string }
  /** `components.requestBodies.<name>`, `components.responses.<name>`: shared by operations. */
  | { readonly kind: "requestBodies" | "responses"; readonly name: string; readonly media: string };

/** One step from the owner's root to the object: a word for the name, or a way through that needs none. */
export type InlineStep =
  | { readonly kind: "property"; readonly name: string }
  /** Into the items of an array: `Item`. */
  | { readonly kind: "items" }
  /** Into the values of a map: `Value`. */
  | { readonly kind: "values" }
  /** Into a place of a tuple, counted from 0. */
  | { readonly kind: "place"; readonly index: number }
  /** Into a member of a union, told by its title or by the literal that selects it. Members without either stay inline. */
  | { readonly kind: "member"; readonly label: string };

/** An inline object schema that deserves a name of its own. */
export interface InlineObject {
  /** `at` of the schema: the key in `Names.inline`. */
  readonly at: string;
  readonly schema: ObjectSchema;
  readonly owner: InlineOwner;
  /** Empty: the root of a body or response. */
  readonly path: readonly InlineStep[];
  /** Request bodies are only written, responses only read, components both. */
  readonly direction: "read" | "write" | "both";
  /** It needs an `input` twin: direction is `both` and the two shapes differ. */
  readonly twin: boolean;
  /**
   * `at` of an equal schema that comes earlier under the same owner but for the media type (a body offered as JSON and
   * as form). It should share that one's name.
   */
  readonly sameAs?: string;
}

/** Inline objects worth a name, sorted by owner and then in the order in which they are met. See docs/types.md. */
export function inlineObjects(api: Api): readonly InlineObject[] {
  throw new Error(`being written (${api.info.title})`);
}
