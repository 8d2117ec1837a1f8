import type { HttpResponse, ResponseBody } from "../http.js";

/**
 * Counts the bytes of an answer. A length that the server states is taken as it is; only without one the body is
 * counted while it is read, and text by its characters, because encoding it again would cost more than reading it.
 */
export function countBytes(response: HttpResponse, count: (bytes: number) => void): HttpResponse {
  const { body, headers } = response;
  if (!body) return response;
  const stated = Number(headers["content-length"]);
  if (stated >= 0) {
    count(stated);
    return response;
  }
  return { ...response, body: counted(body, count) };
}

function counted(body: ResponseBody, count: (bytes: number) => void): ResponseBody {
  return {
    async text() {
      const text = await body.text();
      count(text.length);
      return text;
    },
    async bytes() {
      const bytes = await body.bytes();
      count(bytes.byteLength);
      return bytes;
    },
    stream: () => body.stream().pipeThrough(counter(count)),
    cancel: () => body.cancel(),
  };
}

function counter(count: (bytes: number) => void): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(piece, controller) {
      count(piece.byteLength);
      controller.enqueue(piece);
    },
  });
}
