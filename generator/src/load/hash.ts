import { createHash, type Hash } from "node:crypto";
import type { Json } from "./document.js";
import { isObject } from "./json.js";

const CHUNK = 64 * 1024;

/** SHA-256 over the canonical JSON of a value: no white space, keys in UTF-16 order. Written in chunks, never whole. */
export function canonicalHash(value: Json): string {
  const writer = new Writer();
  writer.write(value);
  return writer.digest();
}

/** SHA-256 of a source as it is. */
export function bytesHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

class Writer {
  readonly #hash: Hash = createHash("sha256");
  /** Keys as they are written: there are few, and each stands thousands of times. */
  readonly #keys = new Map<string, string>();
  #buffer = "";

  write(value: Json): void {
    if (Array.isArray(value)) {
      let before = "[";
      for (const item of value) {
        this.#buffer += before;
        before = ",";
        this.write(item);
      }
      this.#put(before === "[" ? "[]" : "]");
    } else if (isObject(value)) {
      let before = "{";
      for (const key of sorted(Object.keys(value))) {
        this.#buffer += before + this.#key(key);
        before = ",";
        this.write(value[key] as Json);
      }
      this.#put(before === "{" ? "{}" : "}");
    } else {
      this.#put(JSON.stringify(value));
    }
  }

  digest(): string {
    return this.#hash.update(this.#buffer).digest("hex");
  }

  #key(key: string): string {
    let text = this.#keys.get(key);
    if (text === undefined) this.#keys.set(key, (text = `${JSON.stringify(key)}:`));
    return text;
  }

  #put(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length < CHUNK) return;
    this.#hash.update(this.#buffer);
    this.#buffer = "";
  }
}

/** Many lists are in order already. */
function sorted(keys: readonly string[]): readonly string[] {
  for (let index = 1; index < keys.length; index++) if (!(keys[index - 1]! < keys[index]!)) return keys.toSorted();
  return keys;
}
