import { md5 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, randomBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Challenge } from "./challenge.js";
import type { UserPassword } from "./credential.js";

/** A server's challenge that can be answered (RFC 7616). */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  /** As the server wrote it, or undefined: then it is MD5. */
  readonly algorithm: string | undefined;
  /** False: the server speaks RFC 2069, which had no `qop`. */
  readonly hasQop: boolean;
  readonly userhash: boolean;
}

/** Why a challenge cannot be answered. */
export type Unanswerable = { readonly unanswerable: string };

/** One request, as the answer's hash sees it. */
export interface DigestRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** How many requests were sent with this nonce, this one included. */
  readonly count: number;
  readonly cnonce: string;
}

/** The first challenge that can be answered: a server lists what it prefers first. */
export function readDigestChallenge(challenges: readonly Challenge[]): DigestChallenge | Unanswerable | undefined {
  let why: Unanswerable | undefined;
  for (const { scheme, parameters } of challenges) {
    if (scheme !== "digest") continue;
    const reason = whyNot(parameters);
    if (reason === undefined) return challengeOf(parameters);
    why ??= { unanswerable: reason };
  }
  return why;
}

function whyNot(parameters: ReadonlyMap<string, string>): string | undefined {
  if (!parameters.get("nonce")) return "its challenge has no nonce";
  const algorithm = parameters.get("algorithm");
  if (!hashOf(algorithm)) return `it asks for the algorithm ${algorithm}, and MD5 and SHA-256 are known`;
  const qop = qopOf(parameters);
  return qop.length > 0 && !qop.includes("auth")
    ? `it asks for qop=${qop.join()}, and only qop=auth is known`
    : undefined;
}

function challengeOf(parameters: ReadonlyMap<string, string>): DigestChallenge {
  return {
    realm: parameters.get("realm") ?? "",
    nonce: parameters.get("nonce") ?? "",
    opaque: parameters.get("opaque"),
    algorithm: parameters.get("algorithm"),
    hasQop: qopOf(parameters).length > 0,
    userhash: parameters.get("userhash")?.toLowerCase() === "true",
  };
}

function qopOf(parameters: ReadonlyMap<string, string>): string[] {
  return (parameters.get("qop") ?? "")
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((option) => option !== "");
}

/** A nonce of the client's own. */
export function clientNonce(): string {
  return bytesToHex(randomBytes(16));
}

/** The field `Authorization` that answers a challenge. */
export function digestAuthorization(challenge: DigestChallenge, user: UserPassword, request: DigestRequest): string {
  const { realm, nonce, opaque, algorithm } = challenge;
  const { username, password = "" } = user;
  const hash = hashOf(algorithm)!;
  const count = request.count.toString(16).padStart(8, "0");
  const secret = hash(`${username}:${realm}:${password}`);
  const first = isSession(algorithm) ? hash(`${secret}:${nonce}:${request.cnonce}`) : secret;
  const second = hash(`${request.method}:${request.path}`);
  const middle = challenge.hasQop ? `${nonce}:${count}:${request.cnonce}:auth` : nonce;
  const parts = [
    ...nameParts(challenge, username, hash),
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(request.path)}`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(challenge.hasQop ? ["qop=auth", `nc=${count}`] : []),
    ...(challenge.hasQop || isSession(algorithm) ? [`cnonce=${quote(request.cnonce)}`] : []),
    `response="${hash(`${first}:${middle}:${second}`)}"`,
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
  ];
  return `Digest ${parts.join(", ")}`;
}

function nameParts({ realm, userhash }: DigestChallenge, username: string, hash: (text: string) => string): string[] {
  if (userhash) return [`username="${hash(`${username}:${realm}`)}"`, "userhash=true"];
  if (/^[\x20-\x7e]*$/.test(username)) return [`username=${quote(username)}`];
  const encoded = encodeURIComponent(username).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return [`username*=UTF-8''${encoded}`];
}

function hashOf(algorithm = "MD5"): ((text: string) => string) | undefined {
  switch (algorithm.toUpperCase().replace(/-SESS$/, "")) {
    case "MD5":
      return (text) => bytesToHex(md5(utf8ToBytes(text)));
    case "SHA-256":
      return (text) => bytesToHex(sha256(utf8ToBytes(text)));
    default:
      return undefined;
  }
}

function isSession(algorithm: string | undefined): boolean {
  return algorithm?.toUpperCase().endsWith("-SESS") ?? false;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
