import { ConfigError } from "../errors/config-error.js";
import type { SignatureAlgorithm, WebhookKey, WebhookScheme } from "./scheme.js";

/** A webhook's secret: as the sender shows it, or the bytes of an HMAC's key. Several while one replaces another. */
export type WebhookSecret = string | Uint8Array | readonly (string | Uint8Array)[];

type CryptoKey = Awaited<ReturnType<typeof globalThis.crypto.subtle.importKey>>;

/**
 * The keys that may have signed.
 * @throws ConfigError - There is none, or one is none of this scheme.
 */
export function keysOf(secret: WebhookSecret | undefined, scheme: WebhookScheme): readonly WebhookKey[] {
  const list: readonly (string | Uint8Array)[] =
    typeof secret === "string" || secret instanceof Uint8Array ? [secret] : (secret ?? []);
  // Read from an environment where it is not set, it is neither; an empty key would accept what anybody signs.
  const isMissing = list.length === 0 || list.some((one) => (one?.length ?? 0) === 0);
  if (isMissing)
    throw new ConfigError(
      "A webhook secret is empty or missing: set `secret` to what the sender shows for this endpoint",
    );
  return list.map((one) => (typeof one === "string" ? scheme.key(one) : { kind: "hmac", bytes: Uint8Array.from(one) }));
}

/** Whether a signature fits. Compares in constant time. */
export async function verifies(
  key: WebhookKey,
  { algorithm, value }: { readonly algorithm: SignatureAlgorithm; readonly value: Uint8Array<ArrayBuffer> },
  content: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (key.kind === "private")
    throw new ConfigError("A private key signs webhooks: verify them with its public half, whpk_…");
  if ((key.kind === "public") !== (algorithm === "Ed25519")) return false;
  if (algorithm === "Ed25519") {
    const imported = await imports(() => crypto.subtle.importKey("raw", key.bytes, "Ed25519", false, ["verify"]));
    return crypto.subtle.verify("Ed25519", imported, value, content);
  }
  return crypto.subtle.verify("HMAC", await hmacKey(key, algorithm, "verify"), value, content);
}

export async function signWith(
  key: WebhookKey,
  algorithm: SignatureAlgorithm,
  content: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (key.kind === "public")
    throw new ConfigError("A public key only verifies webhooks: sign them with its other half, whsk_…");
  if (key.kind === "private") {
    const imported = await imports(() =>
      crypto.subtle.importKey("pkcs8", pkcs8(key.bytes), "Ed25519", false, ["sign"]),
    );
    return new Uint8Array(await crypto.subtle.sign("Ed25519", imported, content));
  }
  return new Uint8Array(await crypto.subtle.sign("HMAC", await hmacKey(key, algorithm, "sign"), content));
}

/** SHA-256 in hexadecimal: what a replay store keeps of a message. */
export async function fingerprintOf(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function hmacKey(key: WebhookKey, hash: SignatureAlgorithm, use: "sign" | "verify"): Promise<CryptoKey> {
  return imports(() => crypto.subtle.importKey("raw", key.bytes, { name: "HMAC", hash }, false, [use]));
}

async function imports(load: () => Promise<CryptoKey>): Promise<CryptoKey> {
  try {
    return await load();
  } catch {
    // The cause might quote the key.
    throw new ConfigError("A webhook secret is no key of its kind: pass it as the sender shows it");
  }
}

/** The frame of RFC 8410 around the 32 bytes of a private key; of 64 bytes the others are its public half. */
function pkcs8(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
  return Uint8Array.from([...frame, ...bytes.subarray(0, 32)]);
}
