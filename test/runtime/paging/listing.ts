import type { PagingSpec } from "../../../runtime/src/contract.js";
import { PagePromise, type Arguments, type PagedCall, type PagingOptions } from "../../../runtime/src/paging/index.js";
import type { CallContext } from "../../../runtime/src/http.js";
import { ApiPromise } from "../../../runtime/src/response/api-promise.js";
import { CallResponse } from "../../../runtime/src/response/call-response.js";
import { RawResponse } from "../../../runtime/src/response/raw-response.js";

/** One request as a server of the tests sees it. */
export interface Asked {
  readonly params: Arguments;
  readonly url: string | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface Answered {
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  readonly url?: string;
}

export interface Listing<Item> {
  readonly list: PagePromise<Item, unknown>;
  readonly asked: Asked[];
  /** Another call of the same operation, such as one that resumes. */
  again(options?: PagingOptions & { signal?: AbortSignal }): PagePromise<Item, unknown>;
}

/** A paged call against a function that plays the server. */
export function listing<Item>(
  paging: PagingSpec,
  answer: (asked: Asked, index: number) => Answered | Promise<Answered>,
  { params, options = {}, ...rest }: Partial<Pick<PagedCall, "params" | "options" | "origins" | "secretParams">> = {},
): Listing<Item> {
  const asked: Asked[] = [];
  const operation = { id: "things.list", method: "GET", path: "/things", paging };
  const start = (given: PagedCall["options"]): PagePromise<Item, unknown> =>
    new PagePromise<Item, unknown>({
      operation,
      params,
      options: given,
      origins: ["https://api.example.com"],
      url: "https://api.example.com/things",
      ...rest,
      send: (sentParams, sentOptions, url) => {
        const respond = async (): Promise<{ body: unknown; http: ConstructorParameters<typeof CallResponse> }> => {
          const request = { params: sentParams ?? {}, url: url?.href, signal: sentOptions.signal };
          asked.push(request);
          const { body, headers = {}, url: from } = await answer(request, asked.length - 1);
          const address = from ?? url?.href ?? "https://api.example.com/things";
          return { body, http: [{ status: 200, headers, body: null, url: address }, contextOf(operation)] };
        };
        return new ApiPromise({
          decoded: async () => {
            const { body, http } = await respond();
            return { data: body, response: new CallResponse(...http), status: 200, mediaType: "application/json" };
          },
          raw: async () => new RawResponse(...(await respond()).http),
        });
      },
    });
  return { list: start(options), asked, again: (more = {}) => start({ ...options, ...more }) };
}

function contextOf(operation: CallContext["operation"]): CallContext {
  return {
    operation,
    startedAt: performance.now(),
    attempts: [],
    signal: new AbortController().signal,
    timeouts: { headers: 0, body: 0 },
    redactedUrl: "https://api.example.com/things",
    partition: "",
    options: {},
    sent: "maybe",
  };
}

/** The items of a whole listing, one by one. */
export async function collect<Item>(items: AsyncIterable<Item>, most = Infinity): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
    if (all.length >= most) break;
  }
  return all;
}

export const ids = (...values: number[]): { id: number }[] => values.map((id) => ({ id }));
