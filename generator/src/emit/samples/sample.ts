import type { Json } from "../../load/document.js";
import { propertyKey, stringLiteral } from "../code/index.js";

/** A sample value: JSON, but for leaves that code writes otherwise than the wire does. Objects are maps: keys are a document's. */
export type Sample = null | boolean | number | string | Leaf | readonly Sample[] | SampleObject;
export type SampleObject = ReadonlyMap<string, Sample>;

/** A date, a `bigint` or a file. */
export class Leaf {
  constructor(
    readonly wire: Json,
    /** An expression. */
    readonly code: string,
    readonly isFile = false,
  ) {}
}

export function isSampleObject(sample: Sample | undefined): sample is SampleObject {
  return sample instanceof Map;
}

/** The value as it travels. */
export function wireOf(sample: Sample): Json {
  if (sample instanceof Leaf) return sample.wire;
  if (isSampleObject(sample)) return Object.fromEntries([...sample].map(([key, value]) => [key, wireOf(value)]));
  if (typeof sample === "object" && sample !== null) return (sample as readonly Sample[]).map(wireOf);
  return sample;
}

/** The value as an expression on one line; the formatter breaks it. */
export function codeOf(sample: Sample): string {
  if (sample instanceof Leaf) return sample.code;
  if (typeof sample === "string") return stringLiteral(sample);
  if (typeof sample === "number") return Object.is(sample, -0) ? "-0" : String(sample);
  if (isSampleObject(sample)) {
    const members = [...sample].map(([key, value]) => `${propertyKey(key)}: ${codeOf(value)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  if (typeof sample === "object" && sample !== null) return `[${(sample as readonly Sample[]).map(codeOf).join(", ")}]`;
  return String(sample);
}

/** JSON of a document as a sample in which nothing is converted. */
export function plainSample(value: Json): Sample {
  if (Array.isArray(value)) return value.map(plainSample);
  if (typeof value === "object" && value !== null)
    return new Map(Object.entries(value).map(([key, item]) => [key, plainSample(item)]));
  return value;
}

/** Whether code writes a part of it otherwise than the wire does. */
export function isConverted(sample: Sample): boolean {
  if (sample instanceof Leaf) return true;
  if (isSampleObject(sample)) return [...sample.values()].some(isConverted);
  return typeof sample === "object" && sample !== null && (sample as readonly Sample[]).some(isConverted);
}

/** Whether a part of it is a file. */
export function hasFile(sample: Sample): boolean {
  if (sample instanceof Leaf) return sample.isFile;
  if (isSampleObject(sample)) return [...sample.values()].some(hasFile);
  return typeof sample === "object" && sample !== null && (sample as readonly Sample[]).some(hasFile);
}
