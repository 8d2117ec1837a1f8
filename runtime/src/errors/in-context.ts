import type { CallContext } from "../http.js";
import { AuthError } from "./auth-error.js";
import { ConfigError } from "./config-error.js";

/** The same error with the call's particulars, where it was made by something that knows of no call. */
export function inContext(error: unknown, context: CallContext): unknown {
  if (!(error instanceof AuthError || error instanceof ConfigError) || error.operationId !== undefined) return error;
  const { message, cause, retryAt } = error;
  if (error instanceof ConfigError) return new ConfigError(message, { context, cause });
  return new AuthError(message, { context, cause, status: error.tokenStatus, retryAt });
}
