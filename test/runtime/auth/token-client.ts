import { createAuth } from "../../../runtime/src/auth/create-auth.js";
import type { AuthOption } from "../../../runtime/src/auth/credential.js";
import { outlineContext } from "../../../runtime/src/auth/outline-context.js";
import type { ApiDefinition } from "../../../runtime/src/contract.js";
import type { HeaderRecord, HttpRequest, HttpResponse, Transport } from "../../../runtime/src/http.js";
import { bodyOf } from "../../../runtime/src/response/body.js";
import type { Clock } from "../../../runtime/src/retry/clock.js";

/** A clock that stands until it is moved; sleeping moves it. */
export class ManualClock implements Clock {
  time = 1_000_000;
  readonly slept: number[] = [];
  now(): number {
    return this.time;
  }
  random(): number {
    return 1;
  }
  async sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.time += ms;
  }
}

/** An answer of the token endpoint. */
export interface TokenAnswer {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: HeaderRecord;
  readonly body: unknown;
}

/** A token endpoint without a network. */
export class TokenEndpoint implements Transport {
  readonly requests: { readonly url: string; readonly headers: HeaderRecord; readonly form: Record<string, string> }[] =
    [];
  readonly #answer: (form: Record<string, string>, index: number) => TokenAnswer | Promise<TokenAnswer>;

  constructor(answer: (form: Record<string, string>, index: number) => TokenAnswer | Promise<TokenAnswer>) {
    this.#answer = answer;
  }

  readonly send = async (request: HttpRequest): Promise<HttpResponse> => {
    const form = Object.fromEntries(new URLSearchParams(String(request.body ?? "")));
    this.requests.push({ url: request.origin + request.path, headers: { ...request.headers }, form });
    const {
      status = 200,
      type = "application/json",
      headers,
      body,
    } = await this.#answer(form, this.requests.length - 1);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return {
      status,
      headers: { "content-type": type, ...headers },
      body: bodyOf(text),
      url: request.origin + request.path,
    };
  };
}

const operation = { id: "getThing", method: "GET", path: "/thing" };

/** The credentials of a client of an API with OAuth, without a network. */
export function tokenClient(given: {
  readonly auth: AuthOption;
  readonly endpoint: TokenEndpoint;
  readonly clock?: Clock;
  readonly api?: Partial<ApiDefinition>;
  readonly warnings?: string[];
}) {
  const api: ApiDefinition = {
    contract: 1,
    name: "Shop",
    env: "SHOP",
    servers: [],
    schemes: { oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://auth.example/token" } } } },
    security: [{ oauth: [] }],
    ...given.api,
  };
  const auth = createAuth(api, given.auth, {
    transport: given.endpoint,
    isOwnOrigin: () => true,
    baseUrl: "https://shop.example/v1/",
    clock: given.clock,
    warn: (message) => given.warnings?.push(message),
  });
  /** The tokens that one call presents, in turn, to an API that answers with these statuses. */
  const call = async (...statuses: number[]): Promise<(string | undefined)[]> => {
    const grant = await auth.prepare(operation);
    const presented: (string | undefined)[] = [];
    const handler = async (request: HttpRequest): Promise<HttpResponse> => {
      presented.push(request.headers["authorization"]?.replace("Bearer ", ""));
      return { status: statuses.shift() ?? 200, headers: {}, body: null, url: "" };
    };
    const request = { method: "GET", origin: "https://shop.example", path: "/thing", headers: {} };
    await auth.layer!(handler)(request, { ...outlineContext(operation), grant });
    return presented;
  };
  return { auth, call };
}
