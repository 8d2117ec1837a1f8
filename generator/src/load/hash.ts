import { createHash } from "node:crypto";
import type { Json, JsonObject } from "./document.js";
import { isObject } from "./json.js";

const CHUNK = 64 * 1024;

/**
 * SHA-256 over the canonical JSON of a value: no white space, keys in UTF-16 order. Written in chunks, never whole.
 *
 * @param texts - Parts that an earlier value had too.
 */
export function canonicalHash(value: Json, texts?: CanonicalTexts): string {
  const hash = createHash("sha256");
  write(value, (text) => hash.update(text), texts);
  return hash.digest("hex");
}

/** Canonical JSON of parts of documents, for rounds of a watch: from one to the next most parts stay as they are. */
export class CanonicalTexts {
  readonly #known = new WeakMap<object, Uint8Array | undefined>();

  /** Tells of a part whose text is worth keeping. `before`: a part of an earlier document that says the same. */
  keep(part: Json | undefined, before?: Json): void {
    if (isObject(part)) this.#known.set(part, isObject(before) ? this.#known.get(before) : undefined);
  }

  /** Text of a part that is kept; undefined for all other values. */
  of(value: JsonObject): Uint8Array | undefined {
    if (!this.#known.has(value)) return undefined;
    const known = this.#known.get(value);
    if (known) return known;
    const chunks: string[] = [];
    write(value, (text) => chunks.push(String(text)));
    const text = Buffer.from(chunks.join(""));
    this.#known.set(value, text);
    return text;
  }
}

function write(value: Json, take: (text: string | Uint8Array) => void, texts?: CanonicalTexts): void {
  const writer = new Writer(take, texts);
  writer.write(value);
  writer.end();
}

/** SHA-256 of a source as it is. */
export function bytesHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

class Writer {
  /** Keys as they are written: there are few, and each stands thousands of times. */
  readonly #keys = new Map<string, string>();
  #buffer = "";

  constructor(
    readonly take: (text: string | Uint8Array) => void,
    readonly texts: CanonicalTexts | undefined,
  ) {}

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
      const text = this.texts?.of(value);
      if (text) return this.#whole(text);
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

  end(): void {
    this.take(this.#buffer);
    this.#buffer = "";
  }

  #key(key: string): string {
    let text = this.#keys.get(key);
    if (text === undefined) this.#keys.set(key, (text = `${JSON.stringify(key)}:`));
    return text;
  }

  #put(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length >= CHUNK) this.end();
  }

  #whole(text: Uint8Array): void {
    this.end();
    this.take(text);
  }
}

/** Many lists are in order already. */
function sorted(keys: readonly string[]): readonly string[] {
  for (let index = 1; index < keys.length; index++) if (!(keys[index - 1]! < keys[index]!)) return keys.toSorted();
  return keys;
}
