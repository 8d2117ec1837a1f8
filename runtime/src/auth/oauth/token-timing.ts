import type { TokenSet } from "../token-store.js";

/** When a token is renewed, by what is left of its life. */
export interface Margins {
  /** Less than this left: renew while it is still used, ms. */
  readonly background: number;
  /** Less than this left: wait for the new one, ms. */
  readonly wait: number;
}

const BACKGROUND_MS = 120_000;
const WAIT_MS = 30_000;
// A token that lives two seconds is used to its end: a margin would renew it more than once in its life, and a server
// that refuses it a moment early is answered by the resend on 401.
const SHORTEST_MS = 2_000;

/** 120 s and 30 s, in proportion for tokens that live less than about 20 minutes. */
export function marginsOf({ obtainedAt, expiresAt }: TokenSet): Margins {
  const life = expiresAt === undefined ? Infinity : Math.max(0, expiresAt - obtainedAt - SHORTEST_MS);
  return { background: Math.min(BACKGROUND_MS, life / 10), wait: Math.min(WAIT_MS, life / 40) };
}

/** How long a token may be used, ms. */
export function timeLeft({ expiresAt }: TokenSet, now: number): number {
  return expiresAt === undefined ? Infinity : expiresAt - now;
}
