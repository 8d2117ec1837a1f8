import { SdkError } from "../errors/sdk-error.js";

/** More calls wait for their turn than the queue holds (option `throttle.maxQueue`). The request was not sent. */
export class QueueFullError extends SdkError {
  static override readonly brand: string = "QueueFullError";
  override readonly code: string = "QUEUE_FULL";
}
