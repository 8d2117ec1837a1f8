/**
 * The value at a JSON Pointer (RFC 6901), or undefined. Only own members are followed: a server's `__proto__` leads
 * nowhere.
 */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const key of segments(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as { readonly [key: string]: unknown })[key];
  }
  return value;
}

/** A copy of `root` in which `pointer` leads to `value`. Copies what lies on the way, shares the rest. */
export function withValueAt(root: unknown, pointer: string, value: unknown): unknown {
  return put(root, segments(pointer), value);
}

function put(root: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(root)) {
    const copy: unknown[] = [...root];
    copy[Number(key)] = put(copy[Number(key)], rest, value);
    return copy;
  }
  const copy: { [key: string]: unknown } = { ...(root as object | null | undefined) };
  const inner = put(Object.hasOwn(copy, key) ? copy[key] : undefined, rest, value);
  // By definition, not assignment: `__proto__` is a member like any other.
  Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true });
  return copy;
}

// Pointers come from operation values, so that there are few; items are many.
const known = new Map<string, readonly string[]>();

function segments(pointer: string): readonly string[] {
  let keys = known.get(pointer);
  if (!keys) {
    const parts = pointer === "" ? [] : pointer.slice(1).split("/");
    keys = parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    known.set(pointer, keys);
  }
  return keys;
}
