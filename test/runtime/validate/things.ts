import {
  bodyOf,
  Client,
  type ApiDefinition,
  type ClientOptions,
  type DriftEntry,
  type HttpRequest,
  type OperationDefinition,
  type OperationSchemas,
  type ValueSchema,
} from "@sdkwright/runtime";

export const api: ApiDefinition = {
  contract: 1,
  name: "Things",
  env: "THINGS_TEST",
  servers: [{ url: "https://api.example.com/v1" }],
  schemes: { bearer: { type: "http", scheme: "bearer" } },
  security: [{ bearer: [] }],
  schemas: true,
};

export const TOKEN = "tok-1234567890";

/** What the server answers. A string is sent as it is, anything else as JSON. */
export interface Played {
  readonly status?: number;
  readonly type?: string;
  readonly body: unknown;
}

/** A client whose network is a list of answers; after the last one it is repeated. */
export function play(
  answers: readonly Played[],
  options: ClientOptions = {},
  own: Partial<ApiDefinition> = {},
): { readonly client: Client; readonly sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const client = new Client({ ...api, ...own } as ApiDefinition, {
    auth: TOKEN,
    retry: false,
    throttle: false,
    ...options,
    transport: {
      async send(request) {
        const { status = 200, type = "application/json", body } = answers[Math.min(sent.length, answers.length - 1)]!;
        sent.push(request);
        return {
          status,
          headers: { "content-type": type },
          body: bodyOf(typeof body === "string" ? body : JSON.stringify(body)),
          url: request.origin + request.path,
        };
      },
    },
  });
  return { client, sent };
}

/** An operation that neither pages nor streams, unless that is added. */
export type Plain = Omit<OperationDefinition, "paging" | "stream">;

/** An operation whose answer of 200 is of this schema. */
export function getOf(schema: ValueSchema): Plain {
  return operationOf({ answers: { "200": { "application/json": schema } } });
}

export function operationOf(schemas: OperationSchemas, rest: Partial<Plain> = {}): Plain {
  return {
    id: "things.get",
    method: "GET",
    path: "/things",
    schemas: [() => Promise.resolve({ of: () => schemas }), "of"],
    ...rest,
  };
}

/** What a report says, without what is the same in all of these tests. */
export function driftOf(client: Client): Partial<DriftEntry>[] {
  return client.stats().drift.entries.map(({ operationId: _id, status: _status, mediaType: _type, ...rest }) => rest);
}
