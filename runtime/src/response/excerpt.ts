import type { CallContext } from "../http.js";
import { hideSecrets } from "../request/redact.js";

const SHOWN = 200;

/** How much of a text is looked at: a secret must not be cut in two, for half of it would not be known. */
export const ENOUGH = 16_384;

/** The beginning of what a server sent, without the secrets of the call. */
export function excerptOf(context: CallContext, text: string, length = SHOWN): string {
  return hideSecrets(context, text.slice(0, ENOUGH)).slice(0, length);
}

/** `"<!doctype html><h1>Log in…"` */
export function quoted(context: CallContext, text: string): string {
  const whole = text.trim();
  const shown = excerptOf(context, whole, SHOWN / 2);
  return JSON.stringify((whole.length > SHOWN / 2 ? `${shown}…` : shown).replace(/\s+/g, " "));
}
