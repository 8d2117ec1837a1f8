import type { Codec } from "../contract.js";
import { applyCodec, hasBigints, keepExact } from "../response/codec.js";
import { loadExactParser, mayRound, roundRest } from "../response/exact-json.js";
import { refusal } from "./webhook-verification-error.js";

/** The body of a delivery as data. */
export function decodeWebhook(body: Uint8Array, contentType: string | undefined): unknown {
  const text = new TextDecoder().decode(body);
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "application/x-www-form-urlencoded") return formOf(text);
  if (/^(?:text\/(?!json)|.*[/+]xml$)/.test(type)) return jsonOr(text, () => text);
  return jsonOr(text, (cause) => {
    throw refusal(
      "body-malformed",
      "The webhook is from its sender, but its body is no JSON: handle it with verifyWebhook, which reads no body",
      cause,
    );
  });
}

/** The body as its type says it: dates, bigints. */
export async function convertWebhook(value: unknown, body: Uint8Array, codec: Codec | undefined): Promise<unknown> {
  if (codec === undefined) return value;
  const exact = await parsedExactly(value, body, codec);
  return exact === undefined ? applyCodec(value, codec) : roundRest(applyCodec(exact, codec));
}

/** The body as schemas judge it: as on the wire, but for integers that are to be bigints and would be rounded. */
export async function exactValue(value: unknown, body: Uint8Array, codec: Codec | undefined): Promise<unknown> {
  const exact = codec && (await parsedExactly(value, body, codec));
  return codec === undefined || exact === undefined ? value : roundRest(keepExact(exact, codec));
}

async function parsedExactly(value: unknown, body: Uint8Array, codec: Codec): Promise<unknown> {
  const text = new TextDecoder().decode(body);
  if (!hasBigints(codec) || !mayRound(text)) return undefined;
  const parse = await loadExactParser();
  return safely(() => parse(text), value);
}

/** A form is not JSON, and none of its numbers was rounded. */
function safely(read: () => unknown, otherwise: unknown): unknown {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function jsonOr(text: string, otherwise: (cause: unknown) => unknown): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    return otherwise(cause);
  }
}

/** GitHub and Slack put JSON into the only field of a form, `payload`; else its fields are the body. */
function formOf(text: string): unknown {
  const fields = new URLSearchParams(text);
  const payload = fields.get("payload");
  if (payload !== null && fields.size === 1) return jsonOr(payload, () => ({ payload }));
  return Object.fromEntries(fields);
}
