import type { Json, JsonObject } from "../load/document.js";

/*
 * Readers of raw JSON. Keywords are read as plain members: none of them is a name on `Object.prototype`. Names that a
 * document chooses are only ever reached through `entries`, `keys` and `member`.
 */

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keys of an object in UTF-16 code-unit order, the one order of the IR (ADR 0002). */
export function keys(value: JsonObject): string[] {
  return Object.keys(value).toSorted();
}

/** Members in the order of {@link keys}; empty for what is no object. */
export function entries(value: Json | undefined): [string, Json][] {
  if (!isObject(value)) return [];
  return keys(value).map((key) => [key, value[key] as Json]);
}

/** A member under a name that comes from the document. */
export function member(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function text(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Text that says something: blank descriptions are as good as none. */
export function prose(value: Json | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function strings(value: Json | undefined): string[] {
  return list(value).filter((item) => typeof item === "string");
}

/** The JSON Pointer of a member. */
export function below(at: string, ...steps: readonly (string | number)[]): string {
  return steps.reduce<string>((pointer, step) => `${pointer}/${escapeStep(step)}`, at);
}

function escapeStep(step: string | number): string | number {
  if (typeof step === "number" || !/[~/]/.test(step)) return step;
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** A copy without the members that are undefined: what is not said is absent. */
export function defined<T extends object>(value: T): Defined<T> {
  const kept: { [key: string]: unknown } = {};
  for (const key of Object.keys(value) as (keyof T & string)[]) if (value[key] !== undefined) kept[key] = value[key];
  return kept as Defined<T>;
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Text that is equal for equal JSON values, whatever the order of their keys. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
    .join(",")}}`;
}

/** A value of the document with the keys of its objects in order. What is in order already is not copied. */
export function ordered(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? orderedList(value) : orderedObject(value);
}

function orderedList(items: Json[]): Json[] {
  let copy: Json[] | undefined;
  for (const [index, item] of items.entries()) {
    const inner = ordered(item);
    if (inner !== item) (copy ??= [...items])[index] = inner;
  }
  return copy ?? items;
}

function orderedObject(value: JsonObject): JsonObject {
  const names = Object.keys(value);
  let same = names.every((name, index) => index === 0 || (names[index - 1] as string) < name);
  const items = (same ? names : names.toSorted()).map((name): [string, Json] => {
    const inner = ordered(value[name] as Json);
    same &&= inner === value[name];
    return [name, inner];
  });
  // `fromEntries` defines members: a key `__proto__` stays a key.
  return same ? value : Object.fromEntries(items);
}

/** The `x-…` members of an object, sorted. */
export function extensions(value: JsonObject): { readonly [name: `x-${string}`]: Json } {
  const found: { [name: `x-${string}`]: Json } = {};
  const names = Object.keys(value).filter((name) => name.startsWith("x-"));
  for (const name of names.toSorted()) found[name as `x-${string}`] = ordered(value[name] as Json);
  return found;
}
