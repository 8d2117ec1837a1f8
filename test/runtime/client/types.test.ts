import {
  Client,
  path,
  query,
  Resource,
  type Answer,
  type ApiError,
  type ApiPromise,
  type ByMediaType,
  type CallOptions,
  type CallResponse,
  type EventStream,
  type NoAnswerError,
  type Operation,
  type PagedOperation,
  type PagePromise,
  type Page,
  type StreamOperation,
} from "@sdkwright/runtime";
import { describe, expectTypeOf, it } from "vitest";

interface Pet {
  name: string;
}
interface Problem {
  message: string;
}
interface Invalid {
  fields: string[];
}
interface GetParams {
  id: number;
  fields?: string[];
}
interface ListParams {
  limit?: number;
}

const get: Operation<GetParams, Pet, { 404: Problem; "4XX": Invalid; default: string }> = {
  id: "get",
  method: "GET",
  path: "/pets/{id}",
  params: { id: path, fields: query },
};
const list: PagedOperation<ListParams, Pet, Pet[], { 404: Problem }> = {
  id: "list",
  method: "GET",
  path: "/pets",
  params: { limit: query },
  paging: { style: "link", items: "" },
};
const watch: StreamOperation<ListParams, Pet, { 404: Problem }> = {
  id: "watch",
  method: "GET",
  path: "/pets",
  stream: { format: "sse" },
};
const ping: Operation<undefined, void> = { id: "ping", method: "GET", path: "/" };
const bare: Operation = { id: "bare", method: "GET", path: "/" };
const report: Operation<
  undefined,
  Pet | string,
  { 404: Problem },
  { 200: ByMediaType<{ "application/json": Pet; "text/csv": string }>; 202: Problem }
> = {
  id: "report",
  method: "GET",
  path: "/r",
  answers: { 200: { "application/json": "json", "text/csv": "text" }, 202: "json" },
};

// Nothing is sent: the compiler is what runs these.
const client = new Client({ contract: 1, name: "T", env: "T", servers: [], schemes: {}, security: [] });

describe("the types of call", () => {
  it("follow the operation", () => {
    expectTypeOf<typeof client.call<GetParams, Pet, unknown, unknown>>().toBeFunction();
    const calls = () => ({
      one: client.call(get, { id: 1 }),
      list: client.call(list),
      listed: client.call(list, { limit: 1 }, { maxPages: 2 }),
      stream: client.call(watch, {}),
      ping: client.call(ping),
      pinged: client.call(ping, undefined, { deadline: 1 }),
      bare: client.call(bare, { anything: 1 }),
    });
    type Calls = ReturnType<typeof calls>;
    expectTypeOf<Calls["one"]>().toEqualTypeOf<
      ApiPromise<Pet, { 404: Problem; "4XX": Invalid; default: string }, unknown>
    >();
    expectTypeOf<Calls["list"]>().toEqualTypeOf<PagePromise<Pet, Pet[], { 404: Problem }>>();
    expectTypeOf<Calls["listed"]>().toEqualTypeOf<Calls["list"]>();
    expectTypeOf<Calls["stream"]>().toEqualTypeOf<EventStream<Pet>>();
    expectTypeOf<Awaited<Calls["one"]>>().toEqualTypeOf<Pet>();
    expectTypeOf<Awaited<Calls["list"]>>().toEqualTypeOf<Page<Pet, Pet[]>>();
    expectTypeOf<Awaited<Calls["ping"]>>().toEqualTypeOf<void>();
    expectTypeOf<Awaited<Calls["bare"]>>().toEqualTypeOf<unknown>();
  });

  it("want parameters where one is required", () => {
    expectTypeOf(client.call<GetParams, Pet, unknown, unknown>)
      .parameter(1)
      .toEqualTypeOf<GetParams>();
    expectTypeOf(client.call<GetParams, Pet, unknown, unknown>)
      .parameter(2)
      .toEqualTypeOf<CallOptions | undefined>();
    expectTypeOf(client.call<ListParams, Pet, unknown, unknown>)
      .parameter(1)
      .toEqualTypeOf<ListParams | undefined>();
  });

  it("are those of a generated resource", () => {
    class Pets extends Resource {
      get(
        params: GetParams,
        options?: CallOptions,
      ): ApiPromise<Pet, { 404: Problem; "4XX": Invalid; default: string }> {
        return this.client.call(get, params, options);
      }
      list(params?: ListParams, options?: CallOptions): PagePromise<Pet, Pet[], { 404: Problem }> {
        return this.client.call(list, params, options);
      }
      watch(params?: ListParams, options?: CallOptions): EventStream<Pet> {
        return this.client.call(watch, params, options);
      }
      ping(options?: CallOptions): ApiPromise<void> {
        return this.client.call(ping, undefined, options);
      }
    }
    expectTypeOf<Pets["get"]>().returns.resolves.toEqualTypeOf<Pet>();
  });
});

type Awaited1<Method extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<Method>>;
type Failures = { 404: Problem; "4XX": Invalid; default: string };

function tellByStatus(result: Awaited1<ApiPromise<Pet, Failures>["safe"]>) {
  if (result.ok) return expectTypeOf(result.data).toEqualTypeOf<Pet>();
  const { error } = result;
  if (error.status === 404) return expectTypeOf(error.body).toEqualTypeOf<Problem>();
  if (error.status === 422) return expectTypeOf(error.body).toEqualTypeOf<Invalid>();
  if (error.status === 503) return expectTypeOf(error.body).toEqualTypeOf<string>();
  if (error.status === undefined) return expectTypeOf<NoAnswerError>().toExtend<typeof error>();
  return expectTypeOf(error.code).toEqualTypeOf<string>();
}

describe("safe()", () => {
  it("narrows by ok and by status: exact, range, default", () => {
    expectTypeOf(tellByStatus).toBeFunction();
  });

  it("knows a status that no document mentions", () => {
    type Result = Awaited1<ApiPromise<Pet, { 404: Problem }>["safe"]>;
    type Failure = Extract<Result, { ok: false }>["error"];
    const narrow = (error: Failure) => error.status === 500 && expectTypeOf(error.body).toEqualTypeOf<unknown>();
    expectTypeOf(narrow).toBeFunction();
    expectTypeOf<Extract<Failure, ApiError<404, Problem>>["body"]>().toEqualTypeOf<Problem>();
  });

  it("without declared failures has an ApiError of any status", () => {
    type Failure = Extract<Awaited1<ApiPromise<Pet>["safe"]>, { ok: false }>["error"];
    expectTypeOf<ApiError>().toExtend<Failure>();
  });
});

async function tellApart() {
  const answer = await client.call(report).withResponse();
  expectTypeOf(answer.response).toEqualTypeOf<CallResponse>();
  if (answer.status === 202) return expectTypeOf(answer.data).toEqualTypeOf<Problem>();
  if (answer.mediaType === "text/csv") return expectTypeOf(answer.data).toEqualTypeOf<string>();
  return expectTypeOf(answer.data).toEqualTypeOf<Pet>();
}

describe("withResponse()", () => {
  it("is told apart by status and media type", () => {
    expectTypeOf(tellApart).toBeFunction();
  });

  it("has the result where there is one success", () => {
    expectTypeOf<Awaited1<ApiPromise<Pet>["withResponse"]>>().toEqualTypeOf<Answer<Pet>>();
  });
});
