import { METHODS } from "node:http";
import type { CallContext, HttpRequest, HttpResponse } from "../http.js";
import { undiciTransport } from "../node/undici-transport.js";
import { bodyOf } from "../response/body.js";
import { HttpDispatcher } from "./http-dispatcher.js";
import { intercept, loadNock, type NockAnswer } from "./nock.js";

/** Methods that nock, which rests on `fetch`, cannot stand in for; nor can this Node's own client send all others. */
const UNSEEN = new Set(["TRACE", "CONNECT", "TRACK"]);

/** Sends by the runtime's own transport what nock answers at once. */
export class NockTransport {
  readonly #transport = undiciTransport(new HttpDispatcher());

  /** @param request its body in memory */
  async send(request: HttpRequest, context: CallContext, answer: NockAnswer): Promise<HttpResponse> {
    const nock = await loadNock();
    const method = request.method.toUpperCase();
    if (UNSEEN.has(method) || !METHODS.includes(method)) return direct(request, answer);
    const interception = intercept(nock, request, answer);
    try {
      return await this.#transport.send({ ...request, headers: interception.headers }, context);
    } finally {
      interception.end();
    }
  }

  close(): Promise<void> {
    return this.#transport.close?.() ?? Promise.resolve();
  }
}

function direct({ origin, path }: HttpRequest, { status, headers, body }: NockAnswer): HttpResponse {
  const fields = Array.from({ length: headers.length / 2 }, (_, at) => [headers[2 * at]!, headers[2 * at + 1]!]);
  return {
    status,
    headers: Object.fromEntries(fields) as { [name: string]: string },
    body: body.length === 0 ? null : bodyOf(new Uint8Array(body)),
    url: origin + path,
  };
}
