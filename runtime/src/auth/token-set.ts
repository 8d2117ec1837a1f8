import type { TokenSet } from "./token-store.js";

/** Reads what a store kept. Undefined: it is damaged, and tokens are got anew. */
export function readTokenSet(text: string): TokenSet | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isTokenSet(value) ? value : undefined;
}

function isTokenSet(value: unknown): value is TokenSet {
  if (typeof value !== "object" || value === null) return false;
  const { accessToken, obtainedAt, expiresAt, refreshToken } = value as Partial<Record<keyof TokenSet, unknown>>;
  return (
    typeof accessToken === "string" &&
    typeof obtainedAt === "number" &&
    (expiresAt === undefined || typeof expiresAt === "number") &&
    (refreshToken === undefined || typeof refreshToken === "string")
  );
}
