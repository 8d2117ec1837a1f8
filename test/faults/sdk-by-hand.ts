import {
  Client,
  Resource,
  header,
  query,
  type ApiDefinition,
  type ApiPromise,
  type CallOptions,
  type ClientOptions,
  type EventStream,
  type Operation,
  type PagedOperation,
  type PagePromise,
  type StreamOperation,
} from "@sdkwright/runtime";

// What the generator writes for `api.yaml`, by hand: nothing here is known to the runtime in another way.

export interface Done {
  ok: boolean;
  key?: string | null;
}
export interface Thing {
  id: number;
}
export interface Problem {
  message: string;
  accepted?: string | null;
}
interface Order {
  body: { item: string };
}
interface KeyedOrder extends Order {
  "Idempotency-Key"?: string;
}

const api: ApiDefinition = {
  contract: 1,
  name: "Faults",
  env: "FAULTS",
  servers: [{ url: "http://127.0.0.1:1" }],
  schemes: {
    bearer: { type: "http", scheme: "bearer" },
    key: { type: "apiKey", in: "query", name: "api_key" },
    oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token" } } },
  },
  security: [{ bearer: [] }],
  errorShape: { message: "/message" },
  int64: "bigint",
};

const get = { method: "GET" } as const;
const order = { method: "POST", body: { "application/json": "json" } } as const;
const keyed = { ...order, params: { "Idempotency-Key": header }, idempotency: "Idempotency-Key" } as const;
const events = { ...get, answers: { 200: "sse" }, stream: { format: "sse", terminator: "[DONE]" } } as const;
const cursorPages = {
  ...get,
  params: { cursor: query },
  paging: { style: "cursor", cursor: "cursor", items: "/data", nextCursor: "/next_cursor", idField: "/id" },
} as const;

const getLimited: Operation<{ retry_after?: string; failures?: number }, Done, { 429: Problem }> = {
  ...get,
  id: "getLimited",
  path: "/limited",
  params: { retry_after: query, failures: query },
};
const getOnce: Operation<Record<never, never>, Done> = { ...get, id: "getOnce", path: "/reset" };
const orderReset: Operation<Order, Done> = { ...order, id: "orderReset", path: "/reset" };
const orderKeyedReset: Operation<KeyedOrder, Done> = { ...keyed, id: "orderKeyedReset", path: "/keyed-reset" };
const orderBroken: Operation<Order, Done, { 500: Problem }> = { ...order, id: "orderBroken", path: "/broken" };
const orderKeyedBroken: Operation<KeyedOrder, Done, { 500: Problem }> = {
  ...keyed,
  id: "orderKeyedBroken",
  path: "/keyed-broken",
};
const getStalledBody: Operation<Record<never, never>, Done> = { ...get, id: "getStalledBody", path: "/stalled-body" };
const watchSilent: StreamOperation<Record<never, never>, { text: string }> = {
  ...events,
  id: "watchSilent",
  path: "/silent-events",
};
const watchTruncated: StreamOperation<Record<never, never>, { text: string }> = {
  ...events,
  id: "watchTruncated",
  path: "/truncated-events",
};
const watchWhole: StreamOperation<Record<never, never>, { text: string }> = {
  ...events,
  id: "watchWhole",
  path: "/whole-events",
};
const listEmptyPage: PagedOperation<{ cursor?: string }, Thing> = {
  ...cursorPages,
  id: "listEmptyPage",
  path: "/empty-page",
};
const listSameCursor: PagedOperation<{ cursor?: string }, Thing> = {
  ...cursorPages,
  id: "listSameCursor",
  path: "/same-cursor",
};
const listCappedPage: PagedOperation<{ limit?: number; offset?: number }, Thing> = {
  ...get,
  id: "listCappedPage",
  path: "/capped-page",
  params: { limit: query, offset: query },
  paging: {
    style: "offset",
    offset: "offset",
    size: "limit",
    maxSize: 100,
    defaultSize: 20,
    items: "/data",
    total: "/total",
    idField: "/id",
  },
};
const getRedirect: Operation<{ "X-Tenant"?: string }, Done> = {
  ...get,
  id: "getRedirect",
  path: "/redirect",
  params: { "X-Tenant": header },
};
const listForeignLink: PagedOperation<{ page?: number; per_page?: number }, Thing> = {
  ...get,
  id: "listForeignLink",
  path: "/foreign-link",
  params: { page: query, per_page: query },
  paging: { style: "link", page: "page", size: "per_page", items: "", idField: "/id" },
};
const getHtml: Operation<Record<never, never>, Done> = { ...get, id: "getHtml", path: "/html" };
const getCutJson: Operation<Record<never, never>, Done> = { ...get, id: "getCutJson", path: "/cut-json" };
const getSilence: Operation<Record<never, never>, Done> = { ...get, id: "getSilence", path: "/silence" };
const getLargeInteger: Operation<Record<never, never>, { id: bigint; small: number }> = {
  ...get,
  id: "getLargeInteger",
  path: "/large-integer",
  decode: { 200: { p: { id: "bigint" } } },
};
const getCacheable: Operation<Record<never, never>, { owner: string | null }> = {
  ...get,
  id: "getCacheable",
  path: "/cacheable",
};
const listOddPages: PagedOperation<{ page?: number }, Thing> = {
  ...get,
  id: "listOddPages",
  path: "/odd-pages",
  params: { page: query },
  paging: { style: "page", page: "page", items: "/things", totalPages: "/total_pages", idField: "/id" },
};
const listOddCursor: PagedOperation<{ resume_key?: string }, Thing> = {
  ...get,
  id: "listOddCursor",
  path: "/odd-cursor",
  params: { resume_key: query },
  paging: {
    style: "cursor",
    cursor: "resume_key",
    items: "/list",
    nextCursor: "/paging/continue_from",
    idField: "/id",
  },
};
const revokeTokens: Operation<Record<never, never>, Done> = {
  method: "POST",
  id: "revokeTokens",
  path: "/revoke",
  security: [{}],
};
const getGuarded: Operation<Record<never, never>, Done> = {
  ...get,
  id: "getGuarded",
  path: "/guarded",
  security: [{ oauth: [] }],
};
const getTelltale: Operation<Record<never, never>, Done, { 403: Problem }> = {
  ...get,
  id: "getTelltale",
  path: "/telltale",
  security: [{ bearer: [], key: [] }],
};
const getCompressed: Operation<{ coding?: string; status?: number }, Problem, { 400: Problem }> = {
  ...get,
  id: "getCompressed",
  path: "/compressed",
  params: { coding: query, status: query },
};
const getBomb: Operation<Record<never, never>, Done> = { ...get, id: "getBomb", path: "/bomb" };

type Done200<Failures = unknown> = ApiPromise<Done, Failures>;

class FaultsResource extends Resource {
  getLimited(params?: { retry_after?: string; failures?: number }, options?: CallOptions): Done200<{ 429: Problem }> {
    return this.client.call(getLimited, params, options);
  }
  getOnce(options?: CallOptions): Done200 {
    return this.client.call(getOnce, undefined, options);
  }
  orderReset(params: Order, options?: CallOptions): Done200 {
    return this.client.call(orderReset, params, options);
  }
  orderKeyedReset(params: KeyedOrder, options?: CallOptions): Done200 {
    return this.client.call(orderKeyedReset, params, options);
  }
  orderBroken(params: Order, options?: CallOptions): Done200<{ 500: Problem }> {
    return this.client.call(orderBroken, params, options);
  }
  orderKeyedBroken(params: KeyedOrder, options?: CallOptions): Done200<{ 500: Problem }> {
    return this.client.call(orderKeyedBroken, params, options);
  }
  getStalledBody(options?: CallOptions): Done200 {
    return this.client.call(getStalledBody, undefined, options);
  }
  watchSilent(options?: CallOptions): EventStream<{ text: string }> {
    return this.client.call(watchSilent, undefined, options);
  }
  watchTruncated(options?: CallOptions): EventStream<{ text: string }> {
    return this.client.call(watchTruncated, undefined, options);
  }
  watchWhole(options?: CallOptions): EventStream<{ text: string }> {
    return this.client.call(watchWhole, undefined, options);
  }
  listEmptyPage(params?: { cursor?: string }, options?: CallOptions): PagePromise<Thing> {
    return this.client.call(listEmptyPage, params, options);
  }
  listSameCursor(params?: { cursor?: string }, options?: CallOptions): PagePromise<Thing> {
    return this.client.call(listSameCursor, params, options);
  }
  listCappedPage(params?: { limit?: number; offset?: number }, options?: CallOptions): PagePromise<Thing> {
    return this.client.call(listCappedPage, params, options);
  }
  getRedirect(params?: { "X-Tenant"?: string }, options?: CallOptions): Done200 {
    return this.client.call(getRedirect, params, options);
  }
  listForeignLink(params?: { page?: number; per_page?: number }, options?: CallOptions): PagePromise<Thing> {
    return this.client.call(listForeignLink, params, options);
  }
  getHtml(options?: CallOptions): Done200 {
    return this.client.call(getHtml, undefined, options);
  }
  getCutJson(options?: CallOptions): Done200 {
    return this.client.call(getCutJson, undefined, options);
  }
  getSilence(options?: CallOptions): Done200 {
    return this.client.call(getSilence, undefined, options);
  }
  getLargeInteger(options?: CallOptions): ApiPromise<{ id: bigint; small: number }> {
    return this.client.call(getLargeInteger, undefined, options);
  }
  getCacheable(options?: CallOptions): ApiPromise<{ owner: string | null }> {
    return this.client.call(getCacheable, undefined, options);
  }
  listOddPages(params?: { page?: number }, options?: CallOptions): PagePromise<Thing> {
    return this.client.call(listOddPages, params, options);
  }
  listOddCursor(params?: { resume_key?: string }, options?: CallOptions): PagePromise<Thing> {
    return this.client.call(listOddCursor, params, options);
  }
  revokeTokens(options?: CallOptions): Done200 {
    return this.client.call(revokeTokens, undefined, options);
  }
  getGuarded(options?: CallOptions): Done200 {
    return this.client.call(getGuarded, undefined, options);
  }
  getTelltale(options?: CallOptions): Done200<{ 403: Problem }> {
    return this.client.call(getTelltale, undefined, options);
  }
  getCompressed(
    params?: { coding?: string; status?: number },
    options?: CallOptions,
  ): ApiPromise<Problem, { 400: Problem }> {
    return this.client.call(getCompressed, params, options);
  }
  getBomb(options?: CallOptions): Done200 {
    return this.client.call(getBomb, undefined, options);
  }
}

export class Faults {
  readonly client: Client;
  readonly faults: FaultsResource;

  constructor(options?: ClientOptions) {
    this.client = new Client(api, options);
    this.faults = new FaultsResource(this.client);
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
