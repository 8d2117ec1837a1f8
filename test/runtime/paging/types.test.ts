import { expectTypeOf, test } from "vitest";
import {
  Client,
  type ApiPromise,
  type EventStream,
  type Page,
  type PagedOperation,
  type PagePromise,
  type StreamOperation,
} from "@sdkwright/runtime";

interface Issue {
  readonly id: number;
}

// Compiled, not run: nothing is sent.
test("what a paged and a streaming call return is typed by the operation", () => {
  const client = new Client({
    contract: 1,
    name: "T",
    env: "T",
    servers: [{ url: "https://t.example" }],
    schemes: {},
    security: [],
  });
  const listIssues: PagedOperation<{ q?: string }, Issue, { data: Issue[] }, { 404: { message: string } }> = {
    id: "list",
    method: "GET",
    path: "/issues",
    paging: { style: "link", items: "/data" },
  };
  const watch: StreamOperation<{ q?: string }, { text: string }> = {
    id: "watch",
    method: "GET",
    path: "/w",
    stream: { format: "sse" },
  };

  const list = client.call(listIssues);
  expectTypeOf(list).toEqualTypeOf<PagePromise<Issue, { data: Issue[] }, { 404: { message: string } }>>();
  expectTypeOf(list).toExtend<ApiPromise<Page<Issue, { data: Issue[] }>, { 404: { message: string } }>>();
  expectTypeOf<Awaited<typeof list>["items"]>().toEqualTypeOf<readonly Issue[]>();
  expectTypeOf<Awaited<typeof list>["body"]>().toEqualTypeOf<{ data: Issue[] }>();
  expectTypeOf(list.all).returns.resolves.toEqualTypeOf<Issue[]>();
  expectTypeOf(list[Symbol.asyncIterator]().next).returns.resolves.toExtend<{ value: Issue | void }>();
  expectTypeOf(client.call(watch)).toEqualTypeOf<EventStream<{ text: string }>>();
});
