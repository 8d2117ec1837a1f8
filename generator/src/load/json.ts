import type { Json, JsonObject } from "./document.js";

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member under a name that a document chose: never one that is inherited. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Sets a member under a name that a document chose. Plain assignment to `__proto__` would change the prototype. */
export function put(object: JsonObject, name: string, value: Json): void {
  if (name === "__proto__") {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[name] = value;
  }
}

/** The object under a name; made when there is none. */
export function objectAt(object: JsonObject, name: string): JsonObject {
  const found = member(object, name);
  if (isObject(found)) return found;
  const made: JsonObject = {};
  put(object, name, made);
  return made;
}

/** A copy that shares nothing. Documents are bounded in depth when they are parsed, so recursion is safe. */
export function copy<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T;
  if (!isObject(value)) return value;
  const made: JsonObject = {};
  for (const key of Object.keys(value)) put(made, key, copy(value[key] as Json));
  return made as T;
}

/** Whether two values are equal, whatever the order of their keys. */
export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}
