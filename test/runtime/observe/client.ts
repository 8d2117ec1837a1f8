import {
  bodyOf,
  Client,
  type ApiDefinition,
  type ClientOptions,
  type HttpRequest,
  type Operation,
} from "@sdkwright/runtime";

const api: ApiDefinition = {
  contract: 1,
  name: "Things",
  env: "THINGS_TEST",
  servers: [{ url: "https://api.example.com/v1" }],
  schemes: { bearer: { type: "http", scheme: "bearer" }, key: { type: "apiKey", in: "query", name: "api_key" } },
  security: [{ bearer: [], key: [] }],
};

export const getThing: Operation<{ id: string; q?: string }, { ok: boolean }> = {
  id: "things.get",
  method: "GET",
  path: "/things/{id}",
  params: { id: { in: "path" }, q: { in: "query" } },
};

export interface Played {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly stream?: boolean;
}

/** A client whose network is a list of answers; an answer that is an error is thrown. */
export function play(
  answers: readonly (Played | Error)[],
  options: ClientOptions = {},
): { client: Client; sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const client = new Client(api, {
    auth: { bearer: "secret-token", key: "secret-key" },
    retry: { baseDelay: 1, throttledBaseDelay: 1 },
    ...options,
    transport: {
      async send(request) {
        const answer = answers[sent.length] ?? {};
        sent.push(request);
        if (answer instanceof Error) throw answer;
        const { status = 200, headers = {}, body = '{"ok":true}', stream = false } = answer;
        return {
          status,
          headers: { "content-type": "application/json", ...headers },
          body: bodyOf(stream ? new Blob([body]).stream() : body),
          url: request.origin + request.path,
        };
      },
    },
  });
  return { client, sent };
}
