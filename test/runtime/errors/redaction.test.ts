import { inspect } from "node:util";
import { ApiError, Client, SdkError, type Operation, type Transport } from "@sdkwright/runtime";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactHeaders, redactUrl } from "../../../runtime/src/request/redact.js";
import { bodyOf } from "../../../runtime/src/response/body.js";
import { apiAt } from "../../support/wire.js";

const GET: Operation = {
  id: "op",
  method: "GET",
  path: "/p",
  params: { token: { in: "query" }, "X-Secret": { in: "header" }, session: { in: "cookie" } },
};

/** Everything that a program or a person can print of an error. */
function printed(error: SdkError): string {
  return [
    error.message,
    error.stack,
    String(error),
    JSON.stringify(error),
    inspect(error, { depth: 20, showHidden: true }),
  ].join("\n");
}

describe("no secret in what is printed", () => {
  // What a key may look like; and it is told apart from all else in the text by its beginning.
  const secret = fc
    .string({ minLength: 6, maxLength: 40, unit: fc.constantFrom(..."abcXYZ0189-_.~+/=!*'()$&@:") })
    .map((text) => `5ecret${text}`);

  it("whatever the secret, wherever it is sent, however the server repeats it", async () => {
    const echoes = [
      (text: string) => text,
      (text: string) => encodeURIComponent(text),
      (text: string) => JSON.stringify({ at: { deep: [text] } }),
      (text: string) => "x".repeat(80) + text.repeat(20),
      (text: string) => `{"message":"${"x".repeat(285)} ${text}${text}"}`,
      (text: string) => `{"message":"The key '${text}' is not valid"}`,
    ];
    await fc.assert(
      fc.asyncProperty(
        secret,
        fc.constantFrom(...echoes),
        fc.constantFrom(200, 302, 401, 500),
        async (key, echo, status) => {
          const headers = {
            "content-type": "text/html",
            location: `https://other.example/?k=${encodeURIComponent(key)}`,
            "x-echo": key,
          };
          const transport: Transport = { send: async () => ({ status, headers, body: bodyOf(echo(key)), url: "" }) };
          const client = new Client(apiAt("https://api.example.com"), {
            transport,
            retry: 0,
            redirect: false,
            headers: { authorization: `Bearer ${key}`, "x-key": key },
          });
          const error = await client
            .call(GET, { token: key, "X-Secret": key, session: key })
            .then(undefined, (caught: unknown) => caught);
          expect(error).toBeInstanceOf(SdkError);
          expect(printed(error as SdkError)).not.toContain(key);
          expect(printed(error as SdkError)).not.toContain("5ecret");
        },
      ),
      { numRuns: 200 },
    );
  });

  it("passwords in Authorization: Basic", async () => {
    const authorization = `Basic ${btoa("user:5ecret-password")}`;
    const transport: Transport = {
      send: async () => ({ status: 401, headers: {}, body: bodyOf("wrong: 5ecret-password"), url: "" }),
    };
    const client = new Client(apiAt("https://api.example.com"), { transport, headers: { authorization } });
    const error = await client.call(GET).then(undefined, (caught: unknown) => caught);
    expect(printed(error as SdkError)).not.toContain("5ecret-password");
    expect(printed(error as SdkError)).not.toContain(btoa("user:5ecret-password"));
  });
});

describe("what is shown", () => {
  it.each([
    [
      "https://u:p@h/a?page=2&key=x&a%5Bb%5D=1&limit=3#frag",
      "https://h/a?page=2&key=[redacted]&a%5Bb%5D=[redacted]&limit=3",
    ],
    ["/a/b", "/a/b"],
    ["/a?", "/a?"],
    ["/a?flag", "/a?[redacted]"],
    ["/a?page", "/a?page"],
    ["/a?filter[x]=1", "/a?filter[x]=1"],
  ])("of %s is %s", (url, want) => {
    expect(redactUrl(url)).toBe(want);
  });

  it("of headers is a list of harmless ones", () => {
    const headers = {
      "content-type": "a/b",
      "x-api-key": "k",
      "set-cookie": "s",
      link: '<https://h/?page=2&token=t>; rel="next"',
    };
    expect({ ...redactHeaders(headers) }).toEqual({
      "content-type": "a/b",
      "x-api-key": "[redacted]",
      "set-cookie": "[redacted]",
      link: '<https://h/?page=2&token=[redacted]>; rel="next"',
    });
  });

  it("of a body is bounded, and never throws", () => {
    const cycle: Record<string, unknown> = { big: 5n, at: new Date(Number.NaN), bytes: new Uint8Array(3) };
    cycle["self"] = cycle;
    const error = new ApiError("x", { status: 400, body: cycle });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      body: { big: "5", at: "Invalid Date", bytes: "[3 bytes]" },
    });
    expect(inspect(error)).toContain("ApiError: x");
  });

  it("of a message is one line", () => {
    expect(new SdkError("a\n  b\r\n\u2028c").message).toBe("a b c");
  });
});
