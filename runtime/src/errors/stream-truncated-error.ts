import { SdkError } from "./sdk-error.js";

/** A stream ended before its declared end. */
export class StreamTruncatedError extends SdkError {
  static override readonly brand: string = "StreamTruncatedError";
  override readonly code: string = "STREAM_TRUNCATED";
}
