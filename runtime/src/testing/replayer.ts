import type { CallContext, Handler, Transport } from "../http.js";
import { difference, type Difference } from "./difference.js";
import { bytesOf, type Exchange, type RecordedExchange } from "./exchange.js";
import { FixtureError } from "./fixture-error.js";
import type { NockAnswer } from "./nock.js";
import { NockTransport } from "./nock-transport.js";
import { recordedShape, requestShape, type RequestShape } from "./redaction.js";
import type { Secrets } from "./secrets.js";

/** Answers a client's calls from a fixture: each recorded exchange once, whatever the order. Never the network. */
export class Replayer implements Transport {
  readonly #transport = new NockTransport();
  readonly #left: Set<RecordedExchange>;

  constructor(
    readonly path: string,
    readonly exchanges: readonly RecordedExchange[],
    readonly secrets: Secrets,
  ) {
    this.#left = new Set(exchanges);
  }

  readonly send: Handler = async (request, context) => {
    const whole = { ...request, body: await bytesOf(request.body) };
    this.secrets.learn(context, request);
    const recorded = this.#take({ request: whole }, context);
    return this.#transport.send(request.body === undefined ? request : whole, context, answerOf(recorded));
  };

  /** Recorded calls that nobody has made. */
  get unused(): string[] {
    return [...this.#left].map(describe);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #take(exchange: Pick<Exchange, "request">, context: CallContext): RecordedExchange {
    const compare = (recorded: RecordedExchange): Difference =>
      difference(recordedShape(recorded, exchange, this.secrets), requestShape(exchange, this.secrets));
    for (const recorded of this.#left) {
      if (compare(recorded).distance > 0) continue;
      this.#left.delete(recorded);
      return recorded;
    }
    throw new FixtureError(this.#explain(requestShape(exchange, this.secrets), compare), { context });
  }

  #explain(sent: RequestShape, compare: (recorded: RecordedExchange) => Difference): string {
    const remedy = "Record it with SDKWRIGHT_FIXTURES=update where the call is right.";
    const head = `${this.path} has no answer for ${describe(sent)}.`;
    const all = this.exchanges.map((recorded) => ({ recorded, found: compare(recorded) }));
    const [nearest] = all.toSorted((a, b) => a.found.distance - b.found.distance);
    if (!nearest) return `${head}\n  Nothing is recorded in it.\n  ${remedy}`;
    if (nearest.found.distance === 0) {
      const times = all.filter(({ found }) => found.distance === 0).length;
      return `${head}\n  It was recorded ${times === 1 ? "once" : `${times} times`} and is sent once more.\n  ${remedy}`;
    }
    const lines = nearest.found.lines.map((line) => `    ${line}\n`).join("");
    return `${head}\n  The nearest that is recorded is ${describe(nearest.recorded)}:\n${lines}  ${remedy}`;
  }
}

function describe({ method, scope, path }: RequestShape): string {
  return `${method} ${scope.replace(/^(http:.*):80$|^(https:.*):443$/, "$1$2")}${path}`;
}

/** How the recorded bytes were framed says nothing of those that nock sends. */
const FRAMING = /^(?:connection|content-length|keep-alive|transfer-encoding)$/;

/** What nock is to answer with. */
function answerOf({ status, response, rawHeaders, responseIsBinary }: RecordedExchange): NockAnswer {
  const headers = Object.entries(rawHeaders).flatMap(([name, values]) =>
    FRAMING.test(name) ? [] : [values].flat().flatMap((value) => [name, value]),
  );
  const isCoded = rawHeaders["content-encoding"] !== undefined;
  if (Array.isArray(response) && isCoded) {
    return { status, headers, body: Buffer.concat(response.map((piece) => Buffer.from(String(piece), "hex"))) };
  }
  if (typeof response === "string")
    return { status, headers, body: Buffer.from(response, responseIsBinary ? "hex" : "utf8") };
  if (rawHeaders["content-type"] === undefined) headers.push("content-type", "application/json");
  return { status, headers, body: Buffer.from(JSON.stringify(response)) };
}
