import type { CallContext, Handler, HttpBody, HttpRequest, Transport } from "../http.js";
import { jsonText } from "../request/json.js";
import { bytesOf } from "./exchange.js";
import { FixtureError } from "./fixture-error.js";
import type { MockAnswer } from "./mock-answer.js";
import { NockTransport } from "./nock-transport.js";
import { sentRequest, type SentRequest } from "./sent-request.js";

/**
 * An API that answers what a test tells it to. Nock answers below the runtime's own transport, so all above the socket
 * is what runs in production; nothing reaches the network.
 *
 * @example
 * const api = new MockApi(answerPetsGet({ name: "Tom" }));
 * const store = new PetStore({ transport: api.transport, auth: { token: "any" } });
 * await store.pets.get({ id: 7 });
 * expect(api.sent.path).toBe("/v1/pets/7");
 */
export class MockApi {
  /** Everything that was sent, in order. */
  readonly requests: SentRequest[] = [];
  readonly #answers: MockAnswer[] = [];
  readonly #next: MockAnswer[] = [];
  readonly #nock = new NockTransport();

  constructor(...answers: readonly MockAnswer[]) {
    this.answer(...answers);
  }

  /** For the option `transport` of a client. */
  get transport(): Transport {
    return { send: this.#send };
  }

  /** The last request. @throws FixtureError where nothing was sent */
  get sent(): SentRequest {
    const last = this.requests.at(-1);
    if (!last) throw new FixtureError("Nothing was sent");
    return last;
  }

  /** Adds answers. Those of one operation are given in turn; its last one stays. */
  answer(...answers: readonly MockAnswer[]): this {
    this.#answers.push(...answers);
    return this;
  }

  /** The answer to the next call, whichever it is; given once. */
  next(answer: MockAnswer): this {
    this.#next.push(answer);
    return this;
  }

  readonly #send: Handler = async (request, context) => {
    // A body that is a stream can be read once: by the test, then sent as what was read.
    const whole: HttpRequest = request.body === undefined ? request : { ...request, body: await bytesOf(request.body) };
    this.requests.push(await sentRequest(whole, context));
    const { status = 200, type, headers, body } = this.#take(request, context);
    const fields = { ...(type !== undefined && { "content-type": type }), ...headers };
    const content = contentOf(body);
    if (typeof content === "string" && type === undefined && typeof body !== "string") {
      fields["content-type"] ??= "application/json";
    }
    return this.#nock.send(whole, context, {
      status,
      headers: Object.entries(fields).flat(),
      body: Buffer.from(await bytesOf(content)),
    });
  };

  #take({ method, path }: HttpRequest, context: CallContext): MockAnswer {
    const next = this.#next.shift();
    if (next) return next;
    const { id } = context.operation;
    const own = this.#answers.filter(({ operation }) => operation === undefined || operation.id === id);
    const [first] = own;
    if (!first) {
      throw new FixtureError(
        `Nothing is told to answer ${id} (${method} ${path}): pass a mock of it to the MockApi, or \`answerOf\` with its operation value`,
        { context },
      );
    }
    if (own.length > 1) this.#answers.splice(this.#answers.indexOf(first), 1);
    return first;
  }
}

function contentOf(body: unknown): HttpBody | undefined {
  if (body === undefined || typeof body === "string" || body instanceof Blob || body instanceof Uint8Array) {
    return body as HttpBody | undefined;
  }
  return body instanceof ReadableStream ? (body as ReadableStream<Uint8Array>) : jsonText(body);
}
