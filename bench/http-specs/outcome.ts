// Calls an operation through its SDK, and compares what comes back with what the mock server says it answers.
import { isDeepStrictEqual } from "node:util";
import {
  ApiError,
  type Client,
  type ClientOptions,
  type EventStream,
  type Operation,
  type PagedOperation,
} from "@sdkwright/runtime";
import { textOf, type Call } from "./arguments.js";
import type { Exchange } from "./scenarios.js";

/**
 * Makes the calls of a scenario that begin with this one. Undefined: all was as expected; else what was not.
 *
 * `following` are the other exchanges of the scenario: those of an operation that pages are its further pages.
 */
export async function makeCall(
  call: Call,
  exchange: Exchange,
  following: readonly Exchange[],
  options: ClientOptions,
): Promise<string | undefined> {
  const client = call.sdk.createClient({
    ...options,
    retry: false,
    ...(call.baseUrl !== undefined && { baseUrl: call.baseUrl }),
    serverVariables: call.serverVariables,
    auth: credentials(call, exchange),
  });
  const { value } = call.sdk.operation(call.operation.key);
  try {
    if (isPaged(value)) return await pages(client, value, call, [exchange, ...following]);
    if (value.stream) return await events(client, value, call, exchange);
    return await answer(client, value, call, exchange);
  } catch (error) {
    return describe(error);
  } finally {
    await client.close();
  }
}

export const isPaged = (value: object): value is PagedOperation => "paging" in value;

async function answer(client: Client, value: Operation, call: Call, exchange: Exchange): Promise<string | undefined> {
  const made = client.call(value, call.args, call.options);
  if (exchange.status >= 400) {
    const result = await made.safe();
    if (result.ok) return `a success, where ${exchange.status} was expected`;
    if (!(result.error instanceof ApiError)) return describe(result.error);
    if (result.error.status !== exchange.status) return describe(result.error);
    return differences(result.error.body, exchange);
  }
  const { data, response } = await made.withResponse();
  if (response.status !== exchange.status) return `status ${response.status}, not ${exchange.status}`;
  for (const [name, text] of Object.entries(exchange.answerHeaders)) {
    const got = response.headers.get(name);
    if (got !== text && name !== "content-type") return `header ${name}: ${got ?? "none"}, not ${text}`;
  }
  return differences(data, exchange);
}

/** Every credential that the expected request shows, for the schemes of the document. */
function credentials({ operation, sdk }: Call, { headers }: Exchange): { [scheme: string]: unknown } {
  const given: { [scheme: string]: unknown } = {};
  for (const scheme of sdk.api.schemes) {
    const named = scheme.type === "apiKey" ? (scheme.parameter ?? "").toLowerCase() : "authorization";
    const text = headers[named];
    // A refusal is expected of a credential that the exchange does not write down.
    const fallback =
      headers["authorization"] === undefined && operation.path.includes("invalid") ? "invalid" : undefined;
    if (scheme.type === "apiKey" && text !== undefined) given[scheme.name] = text;
    else if (text !== undefined) given[scheme.name] = text.replace(/^\S+ /, "");
    else if (fallback !== undefined) given[scheme.name] = fallback;
  }
  return given;
}

async function differences(data: unknown, { answer }: Exchange): Promise<string | undefined> {
  if (!answer || answer.content === undefined) return undefined;
  if (data instanceof Blob) {
    const bytes = Buffer.from(await data.arrayBuffer());
    return bytes.equals(Buffer.from(answer.content as string)) ? undefined : `${bytes.length} other bytes`;
  }
  if (answer.contentType.endsWith("json")) return compare(data, JSON.parse(textOf(answer.content)));
  return compare(data, textOf(answer.content));
}

/** Items of all pages, against those of all expected answers. */
async function pages(
  client: Client,
  value: PagedOperation,
  call: Call,
  exchanges: readonly Exchange[],
): Promise<string | undefined> {
  const got = await client.call(value, call.args, call.options).all();
  const expected = exchanges.flatMap(({ answer }) => {
    const path = value.paging.items.split("/").slice(1);
    const body = JSON.parse(textOf(answer?.content ?? "null")) as unknown;
    return path.reduce((at, key) => (at as { [key: string]: unknown })[key], body) as unknown[];
  });
  return compare(got, expected);
}

/** What a stream gives, against the events of the expected text. */
async function events(client: Client, value: Operation, call: Call, { answer }: Exchange): Promise<string | undefined> {
  const stream = client.call(value, call.args, call.options) as unknown as EventStream<unknown>;
  const got: unknown[] = [];
  for await (const event of stream) got.push(event);
  // A stream is taken up again by its reader, with the id of the last event.
  if (call.operation.path.endsWith("/reconnect")) {
    const again = client.call(value, call.args, { headers: { "last-event-id": stream.lastEventId } });
    for await (const event of again as unknown as EventStream<unknown>) void event;
  }
  const text = textOf(answer?.content ?? "");
  const lines = answer?.contentType.startsWith("text/event-stream")
    ? text.split("\n\n").flatMap((block) => /^data: (.*)$/m.exec(block)?.[1] ?? [])
    : text.split("\n");
  const expected = lines
    .filter((line) => line !== "[DONE]")
    .map((line) => (line.startsWith("{") ? (JSON.parse(line) as unknown) : line));
  return compare(
    got.map((event) => (isEnvelope(event) ? event.data : event)),
    expected,
  );
}

const isEnvelope = (event: unknown): event is { readonly data: unknown } =>
  typeof event === "object" && event !== null && "data" in event;

function compare(got: unknown, expected: unknown): string | undefined {
  if (isDeepStrictEqual(got, expected)) return undefined;
  return `got ${shown(got)}, not ${shown(expected)}`;
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 300);

function describe(error: unknown): string {
  const body = error instanceof ApiError ? ` ${shown(error.body)}` : "";
  return `${String(error).slice(0, 300)}${body}`;
}
