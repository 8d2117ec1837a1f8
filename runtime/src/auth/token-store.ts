/** What an authorization server hands out. */
export interface TokenSet {
  /** What requests carry. */
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly obtainedAt: number;
  /** Milliseconds since the epoch. Absent: the server did not say. */
  readonly expiresAt?: number;
  readonly refreshToken?: string;
  readonly scope?: string;
}

/**
 * Keeps tokens, perhaps for several processes. A refresh token that rotates can be used once: whoever refreshes holds
 * the lock, and reads the store again inside it.
 */
export interface TokenStore {
  get(key: string): Promise<TokenSet | undefined>;
  /** `undefined` forgets the tokens. */
  set(key: string, tokens: TokenSet | undefined): Promise<void>;
  /**
   * Runs `work` while nobody else who shares the store runs work under the same key. Rejects with the signal's reason
   * when it aborts before the lock is had.
   */
  lock<Result>(key: string, work: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
}
