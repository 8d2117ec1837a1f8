import type { Direction } from "../types/index.js";

/** Which of a schema's two forms is meant: what is judged, and how closely. */
export interface Form {
  readonly direction: Direction;
  /** `format` is checked. */
  readonly formats: boolean;
  /** `additionalProperties: false` refuses unknown members. */
  readonly closed: boolean;
  /** Bytes travel as they are, so a binary string is any value. */
  readonly files: boolean;
}
