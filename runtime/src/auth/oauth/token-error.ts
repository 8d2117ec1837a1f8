interface TokenErrorDetails {
  readonly error?: string;
  readonly status?: number;
  readonly isTransient?: boolean;
  readonly retryAt?: Date | undefined;
}

/** Why an authorization server gave no token. Turned into an `AuthError` where it leaves the token manager. */
export class TokenError extends Error {
  /** `error` of RFC 6749, 5.2: `invalid_grant`, `slow_down`, … */
  readonly error: string | undefined;
  readonly status: number | undefined;
  /** The same request may succeed later, and did no harm. */
  readonly isTransient: boolean;
  /** When the server wants to be asked again. */
  readonly retryAt: Date | undefined;

  constructor(message: string, details: TokenErrorDetails = {}) {
    super(message);
    this.name = "TokenError";
    this.error = details.error;
    this.status = details.status;
    this.isTransient = details.isTransient ?? false;
    this.retryAt = details.retryAt;
  }
}

/** Whether a server refused with this code. */
export function isRefusal(error: unknown, code: string): boolean {
  return error instanceof TokenError && error.error === code;
}
