import { pipeline, Readable, type Transform } from "node:stream";
import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { badCompression, tooLarge } from "../errors/body-error.js";
import { SdkError } from "../errors/sdk-error.js";
import type { CallContext, ResponseBody } from "../http.js";

type Whole = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

interface Coding {
  /** Decodes what is in memory, up to a bound. */
  readonly whole: Whole;
  /** Decodes as it comes. */
  readonly piecewise: (source: Readable) => Readable;
}

const gzip: Coding = { whole: promisify(zlib.gunzip) as Whole, piecewise: through(zlib.createGunzip) };

// "deflate" is the zlib format, and some servers send the bare one.
const deflate: Coding = {
  whole: (bytes, options) => (promisify(isZlib(bytes) ? zlib.inflate : zlib.inflateRaw) as Whole)(bytes, options),
  piecewise: (source) => Readable.from(inflateEither(source)),
};

const brotli: Coding = {
  whole: promisify(zlib.brotliDecompress) as Whole,
  piecewise: through(zlib.createBrotliDecompress),
};

function through(make: () => Transform): (source: Readable) => Readable {
  // Errors come out where the last of them is read.
  return (source) => pipeline(source, make(), () => undefined);
}

function isZlib(bytes: Uint8Array): boolean {
  return (bytes[0]! & 0x0f) === 8;
}

async function* inflateEither(source: Readable): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const first = await chunks.next();
  if (first.done) return;
  const coding = through(isZlib(first.value) ? zlib.createInflate : zlib.createInflateRaw);
  yield* coding(Readable.from(prepended(first.value, chunks)));
}

async function* prepended(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

const CODINGS = new Map<string, Coding>([
  ["gzip", gzip],
  ["x-gzip", gzip],
  ["deflate", deflate],
  ["br", brotli],
]);

// Node has zstd from 22.15 and 23.8 on.
const zstd = zlib as { gunzip: unknown; zstdDecompress?: typeof zlib.gunzip; createZstdDecompress?: () => Transform };
if (zstd.zstdDecompress && zstd.createZstdDecompress) {
  CODINGS.set("zstd", {
    whole: promisify(zstd.zstdDecompress) as Whole,
    piecewise: through(zstd.createZstdDecompress),
  });
}

/** What this Node can read. */
export const ACCEPT_ENCODING = [...CODINGS.keys()].filter((name) => name !== "x-gzip").join(", ");

// A small answer must not fill the memory, whatever the limit: text hardly ever shrinks to less than a hundredth.
const LARGEST_RATIO = 200;
const ALWAYS_ALLOWED = 16 * 1024 * 1024;

/** The body without its content codings; the body itself where one of them is unknown. */
export function decompressed(
  body: ResponseBody,
  encoding: string,
  maxBytes: number,
  context: CallContext,
): ResponseBody {
  const names = encoding.split(",").map((name) => name.trim().toLowerCase());
  const codings: Coding[] = [];
  for (const name of names) {
    if (name === "" || name === "identity") continue;
    const coding = CODINGS.get(name);
    if (!coding) return body;
    codings.unshift(coding);
  }
  return codings.length === 0 ? body : new DecompressedBody(body, codings, maxBytes, context);
}

class DecompressedBody implements ResponseBody {
  readonly #body: ResponseBody;
  readonly #codings: readonly Coding[];
  readonly #maxBytes: number;
  readonly #context: CallContext;

  constructor(body: ResponseBody, codings: readonly Coding[], maxBytes: number, context: CallContext) {
    this.#body = body;
    this.#codings = codings;
    this.#maxBytes = maxBytes;
    this.#context = context;
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    let bytes: Uint8Array = await this.#body.bytes();
    const allowed = Math.min(this.#maxBytes, Math.max(ALWAYS_ALLOWED, bytes.length * LARGEST_RATIO));
    for (const coding of this.#codings) {
      if (bytes.length === 0) break;
      try {
        bytes = await coding.whole(bytes, { maxOutputLength: allowed });
      } catch (error) {
        throw this.#failure(error, allowed);
      }
    }
    return bytes as Uint8Array<ArrayBuffer>;
  }

  stream(): ReadableStream<Uint8Array> {
    return ReadableStream.from(this.#pieces());
  }

  cancel(): Promise<void> {
    return this.#body.cancel();
  }

  async *#pieces(): AsyncGenerator<Uint8Array> {
    const source = Readable.fromWeb(this.#body.stream());
    const last = this.#codings.reduce<Readable>((stream, coding) => coding.piecewise(stream), source);
    try {
      for await (const chunk of last) yield chunk as Uint8Array;
    } catch (error) {
      throw this.#failure(error);
    } finally {
      source.destroy();
    }
  }

  #failure(cause: unknown, allowed = this.#maxBytes): Error {
    if (cause instanceof SdkError) return cause;
    return cause instanceof RangeError ? tooLarge(allowed, this.#context) : badCompression(cause, this.#context);
  }
}
