/**
 * Texts of earlier runs by a digest of all that they were made from. Whoever keeps them may lose them at any time: what
 * is not there is made.
 */
export interface TextStore {
  get(digest: string): ReusableText | undefined;
  set(digest: string, text: ReusableText): void;
}

/** Plain data, so that it can be kept on disk. */
export interface ReusableText {
  readonly texts: readonly string[];
  /** `name`, and the module that has it; values are told apart from types by a `=` before the name. */
  readonly imports: readonly (readonly [name: string, module: string])[];
}

/** Keeps nothing. */
export const NO_STORE: TextStore = { get: () => undefined, set: () => {} };
