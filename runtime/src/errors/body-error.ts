import type { CallContext } from "../http.js";
import { DecodeError } from "./decode-error.js";
import { what } from "./network-error.js";

/** The error for an answer that does not fit into the memory it is given. */
export function tooLarge(bytes: number, context: CallContext): DecodeError {
  const advice = "raise maxResponseBytes, or stream it with .raw()";
  return new DecodeError(`${what(context)}: the answer is larger than ${bytes} bytes; ${advice}`, { context });
}

/** The error for an answer whose content coding is broken. */
export function badCompression(cause: unknown, context: CallContext): DecodeError {
  const problem = "the answer is not validly compressed, or it was cut off; call again";
  return new DecodeError(`${what(context)}: ${problem}`, { context, cause });
}
