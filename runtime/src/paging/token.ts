import { PagingProblem } from "./problem.js";
import type { TokenJson } from "./types.js";

const BIGINT = "$bigint";

/** A cursor as plain JSON, for positions and checkpoints. Throws where the number was rounded when it was read. */
export function tokenToJson(token: unknown): TokenJson {
  if (typeof token === "bigint") return { [BIGINT]: String(token) };
  if (typeof token === "number" && Number.isInteger(token) && !Number.isSafeInteger(token)) {
    throw new PagingProblem(
      `The cursor ${token} is beyond 2^53 and was rounded.`,
      'Generate the SDK with int64: "bigint".',
    );
  }
  if (token instanceof Date) return token.toISOString();
  if (Array.isArray(token)) return token.map(tokenToJson);
  if (typeof token === "object" && token !== null) {
    return Object.fromEntries(Object.entries(token).map(([key, value]) => [key, tokenToJson(value)]));
  }
  return token as TokenJson;
}

/** The cursor as it is sent. */
export function tokenFromJson(json: TokenJson): unknown {
  if (Array.isArray(json)) return json.map(tokenFromJson);
  if (typeof json !== "object" || json === null) return json;
  const entries = Object.entries(json);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === BIGINT) return BigInt(String(first[1]));
  return Object.fromEntries(entries.map(([key, value]) => [key, tokenFromJson(value)]));
}

/**
 * Some servers end with cursor 0 (or "0"), others start there, and a few mean it. It is followed once, so that nothing
 * is lost, and what comes decides.
 */
export function isZero(token: TokenJson): boolean {
  return token === 0 || token === "0";
}
