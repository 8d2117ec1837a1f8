import type { ResponseBody } from "../http.js";

/** A body that is kept: whoever reads it as bytes gets a copy, since others will read it too. */
export class StoredBody implements ResponseBody {
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(this.#bytes);
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#bytes.slice();
  }

  stream(): ReadableStream<Uint8Array> {
    return new Blob([this.#bytes]).stream();
  }

  async cancel(): Promise<void> {}
}
