import type { Codec } from "../contract.js";
import { ExactInteger, setOwn } from "./exact-json.js";

/** Converts one value, or leaves it as it is where it does not fit. */
type Convert = (value: unknown, leaf: "date-time" | "date" | "bigint") => unknown;

/** Makes of a decoded body what its type says: dates, bigints. Works in place; a value that does not fit stays. */
export function applyCodec(value: unknown, codec: Codec): unknown {
  return walk(value, codec, decodeLeaf);
}

/** As on the wire, but for integers beyond 2^53 that are to be bigints: those are. Works in place. */
export function keepExact(value: unknown, codec: Codec): unknown {
  return walk(value, codec, (one, leaf) =>
    leaf === "bigint" && one instanceof ExactInteger ? BigInt(one.digits) : one,
  );
}

/** Makes of an argument what the wire wants: dates without a time. The argument is left as it was. */
export function applyEncodeCodec(value: unknown, codec: Codec): unknown {
  return walk(copyOf(value), codec, encodeLeaf);
}

/** What a codec does to one member of an object. */
export function memberCodec(codec: Codec, name: string): Codec | undefined {
  if (typeof codec === "string") return undefined;
  if (codec.ref) return memberCodec(codec.ref(), name);
  const own = codec.p && Object.hasOwn(codec.p, name) ? codec.p[name] : codec.m;
  const found = [own, ...(codec.all ?? []).map((one) => memberCodec(one, name))].filter((one) => one !== undefined);
  return found.length > 1 ? { all: found } : found[0];
}

/** Whether a codec makes bigints, so that numbers must not be rounded before. */
export function hasBigints(codec: Codec, seen = new Set<Codec>()): boolean {
  if (typeof codec === "string") return codec === "bigint";
  const known = bigintCodecs.get(codec);
  if (known !== undefined) return known;
  if (seen.has(codec)) return false;
  seen.add(codec);
  const inner = [
    ...Object.values(codec.p ?? {}),
    codec.m,
    codec.a,
    ...(codec.t ?? []),
    ...(codec.all ?? []),
    codec.ref?.(),
  ];
  const found = inner.some((part) => part !== undefined && hasBigints(part, seen));
  // What is false inside a cycle may be so only because the walk had been there.
  if (found || seen.size === 1) bigintCodecs.set(codec, found);
  return found;
}

const bigintCodecs = new WeakMap<object, boolean>();

function walk(value: unknown, codec: Codec, convert: Convert): unknown {
  if (value === null || value === undefined) return value;
  if (typeof codec === "string") return convert(value, codec);
  let current: unknown = value;
  for (const part of codec.all ?? []) current = walk(current, part, convert);
  if (codec.ref) current = walk(current, codec.ref(), convert);
  if (typeof current !== "object" || current === null) return current;
  if (Array.isArray(current)) {
    walkArray(current, codec, convert);
    return current;
  }
  if (current instanceof Date || current instanceof ExactInteger) return current;
  walkObject(current, codec, convert);
  return current;
}

function walkArray(items: unknown[], { a, t }: Exclude<Codec, string>, convert: Convert): void {
  if (!a && !t) return;
  for (let index = 0; index < items.length; index += 1) {
    const codec = t?.[index] ?? a;
    if (codec) items[index] = walk(items[index], codec, convert);
  }
}

function walkObject(object: object, { p, m }: Exclude<Codec, string>, convert: Convert): void {
  const members = object as { [key: string]: unknown };
  if (p) {
    for (const key of Object.keys(p)) {
      if (Object.hasOwn(members, key)) setOwn(members, key, walk(members[key], p[key]!, convert));
    }
  }
  if (!m) return;
  for (const key of Object.keys(members)) {
    if (!p || !Object.hasOwn(p, key)) setOwn(members, key, walk(members[key], m, convert));
  }
}

function decodeLeaf(value: unknown, leaf: "date-time" | "date" | "bigint"): unknown {
  // Several branches of a union may convert the same value.
  if (leaf === "bigint") {
    if (value instanceof ExactInteger) return BigInt(value.digits);
    if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
    return typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : value;
  }
  if (typeof value !== "string") return value;
  const date = new Date(value);
  return Number.isNaN(date.valueOf()) ? value : date;
}

function encodeLeaf(value: unknown, leaf: "date-time" | "date" | "bigint"): unknown {
  if (leaf !== "date" || !(value instanceof Date) || Number.isNaN(value.valueOf())) return value;
  return value.toISOString().slice(0, 10);
}

// Plain data only: a Date, Blob or class of the user's is shared.
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, copyOf(item));
  return copy;
}
