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
  #buffer = "";

  write(value: Json): void {
    if (Array.isArray(value)) {
      this.#put("[");
      for (const [index, item] of value.entries()) {
        if (index > 0) this.#put(",");
        this.write(item);
      }
      this.#put("]");
    } else if (isObject(value)) {
      this.#put("{");
      for (const [index, key] of Object.keys(value).toSorted().entries()) {
        this.#put(`${index > 0 ? "," : ""}${JSON.stringify(key)}:`);
        this.write(value[key] as Json);
      }
      this.#put("}");
    } else {
      this.#put(JSON.stringify(value));
    }
  }

  digest(): string {
    return this.#hash.update(this.#buffer).digest("hex");
  }

  #put(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length < CHUNK) return;
    this.#hash.update(this.#buffer);
    this.#buffer = "";
  }
}
