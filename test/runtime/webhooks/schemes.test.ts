import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import {
  github,
  hmac,
  signWebhook,
  slack,
  standardWebhooks,
  stripe,
  verifyWebhook,
  type WebhookScheme,
} from "../../../runtime/src/webhooks/index.js";
import { refusalOf } from "./refusal.js";

interface Delivery {
  readonly scheme: WebhookScheme;
  readonly secret: string;
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
  /** When it was signed, seconds since 1970. */
  readonly at?: number;
  readonly id?: string;
}

const SLACK_BODY =
  "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&" +
  "user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com" +
  "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121." +
  "803a0bc887a14d10d2c447fce8b6703c";

const STANDARD: Delivery = {
  scheme: standardWebhooks(),
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  body: '{"test": 2432232314}',
  headers: {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  },
  at: 1_614_265_330,
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
};

const published: readonly (readonly [title: string, Delivery])[] = [
  ["Standard Webhooks (the vector of its libraries)", STANDARD],
  [
    "Standard Webhooks under Svix's names, its secret without a prefix",
    {
      ...STANDARD,
      secret: STANDARD.secret.slice("whsec_".length),
      headers: Object.fromEntries(
        Object.entries(STANDARD.headers).map(([name, value]) => [name.replace("webhook", "svix"), value]),
      ),
    },
  ],
  [
    "GitHub (its documentation's)",
    {
      scheme: github(),
      secret: "It's a Secret to Everybody",
      body: "Hello, World!",
      headers: {
        "X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "X-GitHub-Delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      },
      id: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    },
  ],
  [
    "Slack (its documentation's)",
    {
      scheme: slack(),
      secret: "8f742231b10e8888abcd99yyyzzz85a5",
      body: SLACK_BODY,
      headers: {
        "X-Slack-Request-Timestamp": "1531420618",
        "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
      },
      at: 1_531_420_618,
    },
  ],
];

const verified = ({ scheme, body, headers, secret, at = 0 }: Delivery, now = at) =>
  verifyWebhook(scheme, body, headers, { secret, now: () => 1000 * now });

describe("published vectors", () => {
  test.each(published)("%s: verified, and its id and time told", async (_, delivery) => {
    const { at, id } = delivery;
    expect(await verified(delivery)).toEqual({ id, timestamp: at === undefined ? undefined : new Date(1000 * at) });
  });

  test.each(published)("%s: signed to the same headers", async (_, delivery) => {
    const { scheme, body, secret, headers, at, id } = delivery;
    const given = {
      secret,
      ...(id !== undefined && { id }),
      ...(at !== undefined && { timestamp: new Date(1000 * at) }),
    };
    const names = Object.keys(headers).map((name) => [name.replace("svix", "webhook"), headers[name]]);
    expect(await signWebhook(scheme, body, given)).toMatchObject(Object.fromEntries(names) as object);
  });

  test.each(published)("%s: refused under another secret, and with another body", async (_, delivery) => {
    const other = delivery.scheme.name === "standard-webhooks" ? "whsec_AAAA" : "another";
    expect(await refusalOf(verified({ ...delivery, secret: other }))).toBe("signature-mismatch");
    expect(await refusalOf(verified({ ...delivery, body: `${delivery.body} ` }))).toBe("signature-mismatch");
  });
});

describe("Standard Webhooks, against its own library", () => {
  const { secret } = STANDARD;
  const library = new Webhook(secret);
  const bodies = ["{}", "", "null", '{"ü":"\u2028"}', '{"a":1}\n', "x".repeat(100_000)];

  test.each(bodies.map((body) => [body.slice(0, 20), body]))(
    "it takes what we sign, and we what it signs: %j",
    async (_, body) => {
      const now = new Date();
      const ours = await signWebhook(standardWebhooks(), body, { secret, id: "msg_1", timestamp: now });
      expect(ours["webhook-signature"]).toBe(library.sign("msg_1", now, body));
      if (body !== "" && !body.startsWith("x")) expect(library.verify(body, { ...ours })).toEqual(JSON.parse(body));
      const theirs = { ...ours, "webhook-signature": `v1,AAAA v2,zzz ${library.sign("msg_1", now, body)}` };
      expect(await verifyWebhook(standardWebhooks(), body, theirs, { secret })).toMatchObject({ id: "msg_1" });
    },
  );

  test.each([
    ["no id", { "webhook-id": undefined }, "header-missing"],
    ["an empty id", { "webhook-id": "" }, "header-missing"],
    ["no time", { "webhook-timestamp": undefined }, "header-missing"],
    ["a time that is none", { "webhook-timestamp": "hello" }, "header-malformed"],
    ["a time in exponents", { "webhook-timestamp": "16142653e2" }, "header-malformed"],
    ["no signature", { "webhook-signature": undefined }, "header-missing"],
    ["no signature of a known version", { "webhook-signature": "v2,g0hM9SsE" }, "header-malformed"],
    ["a signature without its value", { "webhook-signature": "v1," }, "header-malformed"],
    ["a part of the signature", { "webhook-signature": "v1,g0hM9SsE+OTPJTGt" }, "signature-mismatch"],
    [
      "a signature of the other kind",
      { "webhook-signature": STANDARD.headers["webhook-signature"]!.replace("v1", "v1a") },
      "signature-mismatch",
    ],
  ])("%s is refused", async (_, changed, reason) => {
    const headers = { ...STANDARD.headers, ...changed } as Delivery["headers"];
    expect(await refusalOf(verified({ ...STANDARD, headers }))).toBe(reason);
  });
});

describe("Standard Webhooks with a key pair (v1a)", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = (key: typeof publicKey, type: "spki" | "pkcs8") =>
    key
      .export({ format: "der", type: type as "spki" })
      .subarray(-32)
      .toString("base64");
  const whpk = `whpk_${raw(publicKey, "spki")}`;
  const whsk = `whsk_${raw(privateKey, "pkcs8")}`;
  const body = '{"type":"invoice.paid"}';

  test("what node:crypto signs is verified, and another body is not", async () => {
    const time = Math.floor(Date.now() / 1000);
    const value = sign(null, Buffer.from(`msg_1.${time}.${body}`), privateKey).toString("base64");
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": `${time}`,
      "webhook-signature": `v1,AAAA v1a,${value}`,
    };
    expect(await verifyWebhook(standardWebhooks(), body, headers, { secret: whpk })).toMatchObject({ id: "msg_1" });
    expect(await refusalOf(verifyWebhook(standardWebhooks(), `${body} `, headers, { secret: whpk }))).toBe(
      "signature-mismatch",
    );
  });

  test("signed with the private half, verified with the public one; a symmetric secret beside it may fit as well", async () => {
    const headers = await signWebhook(standardWebhooks(), body, { secret: whsk });
    expect(headers["webhook-signature"]).toMatch(/^v1a,/);
    const options = { secret: [STANDARD.secret, whpk] };
    expect(await verifyWebhook(standardWebhooks(), body, headers, options)).toMatchObject({
      id: headers["webhook-id"],
    });
    // The public key is known to all: as the key of an HMAC it must prove nothing.
    const forged = createHmac("sha256", Buffer.from(whpk.slice(5), "base64"));
    const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const attack = { ...headers, "webhook-signature": `v1,${forged.update(content).digest("base64")}` };
    expect(await refusalOf(verifyWebhook(standardWebhooks(), body, attack, options))).toBe("signature-mismatch");
  });

  test("each half does its own part only", async () => {
    const headers = await signWebhook(standardWebhooks(), body, { secret: whsk });
    await expect(verifyWebhook(standardWebhooks(), body, headers, { secret: whsk })).rejects.toThrow("whpk_");
    await expect(signWebhook(standardWebhooks(), body, { secret: whpk })).rejects.toThrow("whsk_");
  });
});

describe("Stripe", () => {
  const secret = "whsec_test_secret";
  const body = '{"id":"evt_1","object":"event"}';
  const time = 1_700_000_000;
  const digest = (key: string, text = `${time}.${body}`) => createHmac("sha256", key).update(text).digest("hex");
  const run = (header: string, given: Partial<Delivery> = {}) =>
    verified({ scheme: stripe(), secret, body, headers: { "stripe-signature": header }, at: time, ...given });

  test.each([
    ["one signature", `t=${time},v1=${digest(secret)}`],
    ["two while secrets are rotated", `t=${time},v1=${digest("old")},v1=${digest(secret)}`],
    ["a test signature of version v0 beside it", `t=${time},v1=${digest(secret)},v0=${digest("x")}`],
    ["blanks between the parts", `t=${time}, v1=${digest(secret)}`],
  ])("%s", async (_, header) => {
    expect(await run(header)).toEqual({ id: undefined, timestamp: new Date(1000 * time) });
  });

  test.each([
    ["no time", `v1=${digest(secret)}`, "header-malformed"],
    ["no v1", `t=${time},v0=${digest(secret)}`, "header-malformed"],
    ["another time than was signed", `t=${time + 1},v1=${digest(secret)}`, "signature-mismatch"],
    ["a digest of the body alone", `t=${time},v1=${digest(secret, body)}`, "signature-mismatch"],
    ["no hexadecimal", `t=${time},v1=zz${digest(secret).slice(2)}`, "header-malformed"],
  ])("%s is refused", async (_, header, reason) => {
    expect(await refusalOf(run(header))).toBe(reason);
  });
});

describe("GitHub", () => {
  test.each([
    ["of SHA-1", "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6", "header-malformed"],
    ["without its prefix", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "header-malformed"],
    ["that is empty", "", "header-missing"],
  ])("a signature %s is refused", async (_, value, reason) => {
    const headers = { "x-hub-signature-256": value };
    const delivery = { scheme: github(), secret: "It's a Secret to Everybody", body: "Hello, World!", headers };
    expect(await refusalOf(verified(delivery))).toBe(reason);
  });
});

describe("a scheme of one's own", () => {
  const secret = "c2VjcmV0";
  const body = "{}";
  const time = 1_700_000_000;

  test.each([
    ["a bare digest", hmac({ header: "X-Sig" }), { "x-sig": createHmac("sha256", secret).update(body).digest("hex") }],
    [
      "SHA-1 in base64 after a prefix",
      hmac({ header: "X-Sig", algorithm: "sha1", encoding: "base64", prefix: "sha1=" }),
      { "x-sig": `sha1=${createHmac("sha1", secret).update(body).digest("base64")}` },
    ],
    [
      "SHA-512 in base64url",
      hmac({ header: "X-Sig", algorithm: "sha512", encoding: "base64url" }),
      { "x-sig": createHmac("sha512", secret).update(body).digest("base64url") },
    ],
    [
      "a secret in base64",
      hmac({ header: "X-Sig", secret: "base64" }),
      { "x-sig": createHmac("sha256", Buffer.from(secret, "base64")).update(body).digest("hex") },
    ],
    [
      "id, time and body",
      hmac({ header: "X-Sig", signs: "{id}|{timestamp}|{body}", idHeader: "X-Id", timestampHeader: "X-Time" }),
      {
        "x-id": "$&-{timestamp}",
        "x-time": `${time}`,
        "x-sig": createHmac("sha256", secret).update(`$&-{timestamp}|${time}|${body}`).digest("hex"),
      },
    ],
  ])("%s", async (_, scheme, headers) => {
    const delivery = { scheme, secret, body, headers: headers as Delivery["headers"], at: time };
    await verified(delivery);
    expect(await refusalOf(verified({ ...delivery, body: "[]" }))).toBe("signature-mismatch");
    const own = await signWebhook(scheme, body, { secret, id: "1", timestamp: new Date(1000 * time) });
    await verified({ ...delivery, headers: own });
  });

  test.each([
    ["the body is not last", { header: "X-Sig", signs: "{body}.{timestamp}", timestampHeader: "X-Time" }],
    ["a time without its header", { header: "X-Sig", signs: "{timestamp}.{body}" }],
    ["a time that is not signed", { header: "X-Sig", timestampHeader: "X-Time" }],
    ["an id without its header", { header: "X-Sig", signs: "{id}.{body}" }],
  ])("%s: such options are refused", (_, options) => {
    expect(() => hmac(options)).toThrow("Webhook scheme hmac");
  });
});
