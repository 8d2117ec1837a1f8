import { Client, ConnectionError } from "@sdkwright/runtime";
import { expect, test } from "vitest";

/** What a call ends with when `fetch` fails as Deno's does: without a code, with a cause that says it in words. */
async function failed(reason: string): Promise<ConnectionError> {
  const cause = new Error(`error sending request for url (http://a.example/): client error ${reason}`);
  const client = new Client(
    { contract: 1, name: "A", env: "A", servers: [{ url: "http://a.example" }], schemes: {}, security: [] },
    { retry: false, fetch: () => Promise.reject(new TypeError("fetch failed", { cause })) },
  );
  const result = await client.call({ id: "get", method: "GET", path: "/" }).safe();
  await client.close();
  if (result.ok || !(result.error instanceof ConnectionError)) throw new Error("no ConnectionError");
  return result.error;
}

test.each([
  ["(Connect): tcp connect error: Connection refused (os error 111)", "no", "nothing listens there"],
  ["(Connect): dns error: failed to lookup address information", "no", "the host name does not resolve"],
  ["(Connect): invalid peer certificate: UnknownIssuer", "no", "invalid peer certificate"],
  ["(SendRequest): connection closed before message completed", "maybe", "connection closed"],
])("client error %s: sent, %s", async (reason, sent, said) => {
  const error = await failed(reason);
  expect(error.sent).toBe(sent);
  expect(error.message).toContain(said);
});
