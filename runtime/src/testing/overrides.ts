/**
 * What a factory's result is to differ in: any part of it, however deep. Lists, dates, files and members of a union are
 * replaced as a whole.
 */
export type Overrides<Value> = Value extends Whole
  ? Value
  : Value extends object
    ? { [Key in keyof Value]?: Overrides<Value[Key]> | undefined }
    : Value;

type Whole = readonly unknown[] | Date | Blob | Uint8Array | ReadableStream | ((...args: never[]) => unknown);

/**
 * A value with parts of it replaced. Neither argument is changed.
 *
 * @example
 * overridden({ name: "a", owner: { login: "b", id: 1 } }, { owner: { login: "c" } });
 * // { name: "a", owner: { login: "c", id: 1 } }
 */
export function overridden<Value>(value: Value, overrides: Overrides<Value> | undefined): Value {
  if (overrides === undefined) return value;
  if (!isRecord(value) || !isRecord(overrides)) return overrides as Value;
  const merged: { [key: string]: unknown } = {};
  for (const key of new Set([...Object.keys(value), ...Object.keys(overrides)])) {
    const before = Object.hasOwn(value, key) ? value[key] : undefined;
    // What is overridden by `undefined` is left out.
    const isLeftOut = Object.hasOwn(overrides, key) && overrides[key] === undefined;
    if (isLeftOut) continue;
    const after = overridden(before, Object.hasOwn(overrides, key) ? (overrides[key] as undefined) : undefined);
    Object.defineProperty(merged, key, { value: after, enumerable: true, writable: true, configurable: true });
  }
  return merged as Value;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
