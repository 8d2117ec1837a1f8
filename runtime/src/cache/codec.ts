import { isVariants, type CacheEntry, type CacheRecord, type CacheVariants } from "./store.js";

type Head = (Omit<CacheEntry, "body"> & { readonly length: number | null }) | CacheVariants;

/** A record for stores that keep bytes: everything but the body as one line of JSON, then the body. */
export function encodeRecord(record: CacheRecord): Uint8Array<ArrayBuffer> {
  const body = isVariants(record) ? null : record.body;
  const line = new TextEncoder().encode(`${JSON.stringify(headOf(record))}\n`);
  const bytes = new Uint8Array(line.length + (body?.length ?? 0));
  bytes.set(line);
  if (body) bytes.set(body, line.length);
  return bytes;
}

/** Undefined: cut off, damaged, or written by another version. Then it is as if nothing were stored. */
export function decodeRecord(bytes: Uint8Array<ArrayBuffer>): CacheRecord | undefined {
  const end = bytes.indexOf(10);
  const head = end < 0 ? undefined : parseHead(new TextDecoder().decode(bytes.subarray(0, end)));
  if (!head || "variesBy" in head) return head;
  const { length, ...rest } = head;
  const body = bytes.subarray(end + 1);
  return body.length === (length ?? 0) ? { ...rest, body: length === null ? null : body } : undefined;
}

function headOf(record: CacheRecord): Head {
  if (isVariants(record)) return record;
  const { body, ...rest } = record;
  return { ...rest, length: body?.length ?? null };
}

function parseHead(text: string): Head | undefined {
  try {
    const head: unknown = JSON.parse(text);
    return isRecord(head) && (isVariantsHead(head) || isEntryHead(head)) ? head : undefined;
  } catch {
    return undefined;
  }
}

type Unchecked = { readonly [name: string]: unknown };

function isVariantsHead(head: Unchecked): head is Unchecked & CacheVariants {
  return isStrings(head["variesBy"]) && typeof head["generation"] === "string";
}

function isEntryHead(head: Unchecked): head is Unchecked & Exclude<Head, CacheVariants> {
  const { accept, headers, length, receivedAt, requestedAt, setCookie, status } = head;
  return (
    [status, requestedAt, receivedAt].every((value) => typeof value === "number") &&
    (typeof length === "number" || length === null) &&
    (accept === undefined || typeof accept === "string") &&
    (setCookie === undefined || isStrings(setCookie)) &&
    isRecord(headers) &&
    isStrings(Object.values(headers))
  );
}

function isRecord(value: unknown): value is Unchecked {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
