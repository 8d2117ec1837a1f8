import type { TypeOptions } from "../../config/config.js";
import type { Json } from "../../load/document.js";
import type { Api } from "../../model/api.js";
import { type Components, filesOf } from "../../model/index.js";
import type { Schema } from "../../model/schema.js";
import type { Direction } from "../types/index.js";
import type { Sample } from "./sample.js";

/** Where a sample stands. */
export interface Where {
  readonly direction: Direction;
  /** Bytes travel as they are here, so a binary string is a file. */
  readonly files: boolean;
  /** For texts of which nothing is said. @default "sample" */
  readonly text?: string;
  /** Items of a list that may have so many. @default 1 */
  readonly items?: number;
}

/** What samples are made with. */
export interface SampleInput {
  readonly components: Components;
  readonly options: TypeOptions;
  /** A component has one type wherever it stands: whether binary strings are files in it. @default never */
  readonly filesIn?: (component: string, direction: Direction) => boolean;
  /**
   * Code that makes a value of a component, to stand for the value itself. Undefined: the value is written out, as it
   * must be where the code would come back to `root`.
   */
  readonly factory?: (component: string, root: string | undefined) => string | undefined;
  /** An example longer than this says more than is wanted, in characters of JSON. @default 2000 */
  readonly longest?: number;
}

/** How much is sampled. */
export interface Extent {
  /** Levels of which members are sampled that may be left out. @default 1 in answers, 2 in requests */
  readonly optional?: number | undefined;
  /** The component that is sampled. */
  readonly root?: string | undefined;
}

/** What is known on the way to a part of a sample. */
export interface Way extends Where {
  readonly depth: number;
  readonly optional: number;
  readonly root: string | undefined;
  /** Components on the way here: one within itself is cut where it may be. */
  readonly within: readonly string[];
  /** Members that a sibling in an intersection requires. */
  readonly needed?: ReadonlySet<string>;
  /** Members that parts of an intersection describe: who only requires them leaves them to those. */
  readonly declared?: ReadonlySet<string>;
  /** Parts that the intersection has already, by whichever way they are inherited. */
  readonly joined?: Set<Schema>;
}

/** Makes the parts of a sample. */
export interface Maker {
  readonly input: SampleInput;
  make(schema: Schema, way: Way): Sample | undefined;
  /** Whether JSON is a value of a schema, unknown members admitted. */
  judges(value: Json, schema: Schema, way: Where): boolean;
}

/** How deep samples go. */
export const DEEPEST = 24;

export function deeper({ needed: _needed, declared: _declared, joined: _joined, ...way }: Way): Way {
  return { ...way, depth: way.depth + 1 };
}

/** What the samples of one API are made with. */
export function sampleInput(api: Api, components: Components, options: TypeOptions): SampleInput {
  const files = filesOf(api);
  return {
    components,
    options,
    filesIn: (component, direction) =>
      files.isUploaded(component) && (direction === "write" || !files.isTwofold(component)),
  };
}
