import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError, SdkError } from "../../../runtime/src/index.js";
import {
  github,
  hmac,
  rememberInMemory,
  signWebhook,
  slack,
  standardWebhooks,
  stripe,
  verifyWebhook,
  WebhookVerificationError,
  type WebhookScheme,
} from "../../../runtime/src/webhooks/index.js";
import { refusalOf } from "./refusal.js";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const SIGNED = new Date("2026-01-01T12:00:00Z");
const at = (seconds: number) => () => SIGNED.getTime() + 1000 * seconds;

const schemes: readonly WebhookScheme[] = [
  standardWebhooks(),
  stripe(),
  github(),
  slack(),
  hmac({ header: "X-Acme", signs: "{id}.{timestamp}.{body}", idHeader: "X-Acme-Id", timestampHeader: "X-Acme-Time" }),
];
const timed = schemes.filter(({ name }) => name !== "github");
const named = (list: readonly WebhookScheme[]) => list.map((scheme) => [scheme.name, scheme] as const);
const signed = (scheme: WebhookScheme, body: string | Uint8Array, key = secret) =>
  signWebhook(scheme, body, { secret: key, id: "msg_1", timestamp: SIGNED });

describe("whatever is changed on the way is refused", () => {
  /** Headers that are signed, or are the signature. GitHub's delivery id is neither. */
  const matters = (name: string) => name !== "X-GitHub-Delivery";

  test.each(named(schemes))("%s: a byte of the body", async (_, scheme) => {
    const change = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat(), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([body, place, by]) => {
        const headers = await signed(scheme, body);
        expect(await refusalOf(verifyWebhook(scheme, body, headers, { secret, now: at(0) }))).toBeUndefined();
        const other = Uint8Array.from(body);
        other[place % body.length]! ^= by;
        expect(await refusalOf(verifyWebhook(scheme, other, headers, { secret, now: at(0) }))).toBe(
          "signature-mismatch",
        );
      }),
      { numRuns: 60 },
    );
  });

  test.each(named(schemes))("%s: a character of a header", async (_, scheme) => {
    const body = '{"type":"invoice.paid"}';
    const headers = await signed(scheme, body);
    const names = Object.keys(headers).filter(matters);
    const change = fc.tuple(
      fc.constantFrom(...names),
      fc.nat(),
      fc.constantFrom(..."0123456789abcdefghiABCDEFGHI+/=.,_- "),
    );
    await fc.assert(
      fc.asyncProperty(change, async ([name, place, character]) => {
        const value = headers[name]!;
        const index = place % value.length;
        const changed = value.slice(0, index) + character + value.slice(index + 1);
        // Hexadecimal digits have two forms, and the last one of base64 has bits that say nothing.
        fc.pre(changed.toLowerCase() !== value.toLowerCase() && !(value.endsWith("=") && index >= value.length - 2));
        const refusal = await refusalOf(
          verifyWebhook(scheme, body, { ...headers, [name]: changed }, { secret, now: at(0) }),
        );
        expect(refusal).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });

  test.each(named(schemes))(
    "%s: headers of a stranger's making end in a refusal, never in a crash",
    async (_, scheme) => {
      const names = Object.keys(await signed(scheme, "{}"));
      const headers = fc.dictionary(
        fc.constantFrom(...names, "__proto__", "constructor"),
        fc.string({ maxLength: 200 }),
      );
      await fc.assert(
        fc.asyncProperty(headers, fc.string(), async (given, body) => {
          const refusal = await refusalOf(verifyWebhook(scheme, body, given, { secret, now: at(0) }));
          expect(["header-missing", "header-malformed", "too-old", "too-new", "signature-mismatch"]).toContain(refusal);
        }),
        { numRuns: 150 },
      );
    },
  );
});

describe("time", () => {
  test.each(named(timed))("%s: 300 s both ways", async (_, scheme) => {
    const headers = await signed(scheme, "{}");
    const when = (seconds: number, tolerance?: number) =>
      refusalOf(verifyWebhook(scheme, "{}", headers, { secret, now: at(seconds), ...(tolerance && { tolerance }) }));
    expect([await when(-300), await when(0), await when(300)]).toEqual([undefined, undefined, undefined]);
    expect([await when(-301), await when(301)]).toEqual(["too-new", "too-old"]);
    expect([await when(301, 600), await when(11, 10)]).toEqual([undefined, "too-old"]);
  });

  test("a message that is too old says by how much, and what to do", async () => {
    const headers = await signed(stripe(), "{}");
    const late = verifyWebhook(stripe(), "{}", headers, { secret, now: at(4000) });
    await expect(late).rejects.toThrow(
      "The webhook was signed 4000 s before now, of which 300 s are tolerated: check this machine's clock, or raise `tolerance`",
    );
  });

  test("GitHub signs no time, so none is checked", async () => {
    const headers = await signed(github(), "{}");
    expect(await verifyWebhook(github(), "{}", headers, { secret, now: at(1e7) })).toMatchObject({
      timestamp: undefined,
    });
  });
});

describe("secrets", () => {
  test.each(named(schemes))("%s: of several, any may have signed", async (_, scheme) => {
    const [old, next, other] = ["whsec_b2xkb2xk", "whsec_bmV4dG5l", "whsec_b3RoZXJv"];
    const run = async (by: string, ...secrets: string[]) =>
      refusalOf(verifyWebhook(scheme, "{}", await signed(scheme, "{}", by), { secret: secrets, now: at(0) }));
    expect([await run(old, old, next), await run(next, old, next)]).toEqual([undefined, undefined]);
    expect(await run(other, old, next)).toBe("signature-mismatch");
  });

  test("bytes are the key themselves", async () => {
    const bytes = new TextEncoder().encode("It's a Secret to Everybody");
    const headers = {
      "x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    };
    expect(await refusalOf(verifyWebhook(github(), "Hello, World!", headers, { secret: bytes }))).toBeUndefined();
  });

  test.each([
    ["undefined", undefined],
    ["empty", ""],
    ["an empty list", []],
    ["a list with an empty one", [secret, ""]],
    ["no bytes", new Uint8Array()],
    ["only the prefix", "whsec_"],
    ["no base64", "whsec_!!!"],
    ["a public key of the wrong length", "whpk_AAAA"],
  ])("%s is a mistake in the program, not a refusal", async (_, given) => {
    const headers = { ...(await signed(standardWebhooks(), "{}")), "webhook-signature": "v1a,AAAA" };
    const verifying = verifyWebhook(standardWebhooks(), "{}", headers, { secret: given as string, now: at(0) });
    await expect(verifying).rejects.toBeInstanceOf(ConfigError);
  });

  test("are in no message, nor are signatures or bodies", async () => {
    const key = "whsec_c3VwZXJzZWNyZXQ=";
    const headers = await signed(standardWebhooks(), '{"private":1}');
    const errors: SdkError[] = [];
    for (const [given, body] of [
      [key, '{"private":1}'],
      [`${key}!`, "{}"],
      ["whpk_c3VwZXJzZWNyZXQ=", "{}"],
      ["whsk_c3VwZXJzZWNyZXQ=", "{}"],
    ] as const) {
      const v1a = { ...headers, "webhook-signature": `${headers["webhook-signature"]} v1a,AAAA` };
      await verifyWebhook(standardWebhooks(), body, v1a, { secret: given, now: at(0) }).catch((error) =>
        errors.push(error),
      );
    }
    expect(errors.length).toBe(4);
    const shown = errors
      .map((error) => JSON.stringify([error.message, error.stack, error, String(error.cause)]))
      .join();
    for (const hidden of ["c3VwZXJzZWNyZXQ", "supersecret", headers["webhook-signature"]!.slice(3), "private\\"])
      expect(shown).not.toContain(hidden);
  });
});

describe("headers and bodies as servers hand them out", () => {
  const body = '{"a":"ü"}';
  test.each([
    ["a Headers object", (pairs: [string, string][]) => new Headers(pairs)],
    ["pairs", (pairs: [string, string][]) => pairs],
    ["a Map", (pairs: [string, string][]) => new Map(pairs)],
    [
      "a record in capitals",
      (pairs: [string, string][]) => Object.fromEntries(pairs.map(([n, v]) => [n.toUpperCase(), v])),
    ],
    ["lists of values", (pairs: [string, string][]) => Object.fromEntries(pairs.map(([n, v]) => [n, [v]]))],
  ])("headers as %s", async (_, form) => {
    const headers = form(Object.entries(await signed(standardWebhooks(), body)));
    expect(await refusalOf(verifyWebhook(standardWebhooks(), body, headers, { secret, now: at(0) }))).toBeUndefined();
  });

  const bytes = new TextEncoder().encode(body);
  test.each([
    ["text", body],
    ["bytes", bytes],
    ["a Buffer", Buffer.from(body)],
    ["a part of a larger memory", new Uint8Array([1, ...bytes, 2]).subarray(1, -1)],
    ["an ArrayBuffer", bytes.buffer],
  ])("the body as %s", async (_, given) => {
    const headers = await signed(standardWebhooks(), body);
    expect(await refusalOf(verifyWebhook(standardWebhooks(), given, headers, { secret, now: at(0) }))).toBeUndefined();
  });

  test.each([
    ["an object", { a: 1 }],
    ["a list", []],
    ["nothing", undefined],
    ["null", null],
    ["a number", 1],
  ])("a body that was parsed to %s is an error that says so", async (_, given) => {
    const headers = await signed(standardWebhooks(), body);
    const verifying = verifyWebhook(standardWebhooks(), given as unknown as string, headers, { secret, now: at(0) });
    expect(await refusalOf(verifying)).toBe("body-parsed");
    await expect(verifying).rejects.toThrow(/was parsed already.*express\.raw/);
  });
});

describe("a message that comes twice", () => {
  test.each(named(schemes))(
    "%s: is refused the second time, also with its signature written otherwise",
    async (_, scheme) => {
      const seen = rememberInMemory();
      const headers = await signed(scheme, "{}");
      const run = (given: typeof headers, body = "{}") =>
        refusalOf(verifyWebhook(scheme, body, given, { secret, seen, now: at(0) }));
      expect([await run(headers), await run(headers)]).toEqual([undefined, "replayed"]);
      const shout = Object.entries(headers).map(([name, value]): [string, string] => [
        name,
        scheme.name.startsWith("standard")
          ? value
          : value.replace(/[a-f]{1,2}(?=[^=]*$)/, (digits) => digits.toUpperCase()),
      ]);
      expect(await run(Object.fromEntries(shout))).toBe("replayed");
      expect(await run(await signed(scheme, "[]"), "[]")).toBeUndefined();
    },
  );

  test("one that is refused for another reason is not remembered", async () => {
    const seen = rememberInMemory();
    const headers = await signed(stripe(), "{}");
    expect(await refusalOf(verifyWebhook(stripe(), "{}", headers, { secret: "other", seen, now: at(0) }))).toBe(
      "signature-mismatch",
    );
    expect(await refusalOf(verifyWebhook(stripe(), "{}", headers, { secret, seen, now: at(0) }))).toBeUndefined();
  });

  test("a store of one's own is told a fingerprint, and for how long", async () => {
    const told: [string, number][] = [];
    const seen = async (key: string, ttl: number) => {
      told.push([key, ttl]);
      return false;
    };
    await verifyWebhook(stripe(), "{}", await signed(stripe(), "{}"), { secret, seen, now: at(0) });
    await verifyWebhook(github(), "{}", await signed(github(), "{}"), { secret, seen });
    expect(told).toEqual([
      [expect.stringMatching(/^stripe:[\da-f]{64}$/), 601],
      [expect.stringMatching(/^github:[\da-f]{64}$/), 86_400],
    ]);
  });

  test("memory forgets what is too old to be accepted, and what is too much", () => {
    let now = 0;
    const seen = rememberInMemory({ max: 2, now: () => now });
    expect([seen("a", 10), seen("a", 10)]).toEqual([false, true]);
    now = 10_001;
    expect(seen("a", 10)).toBe(false);
    expect([seen("b", 10), seen("c", 10), seen("a", 10), seen("c", 10)]).toEqual([false, false, false, true]);
  });
});

test("the error is an SdkError with a word for programs", async () => {
  const error = await verifyWebhook(github(), "{}", {}, { secret }).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(SdkError);
  expect(error).toBeInstanceOf(WebhookVerificationError);
  expect(error).toMatchObject({
    name: "WebhookVerificationError",
    code: "WEBHOOK_VERIFICATION",
    reason: "header-missing",
  });
});
