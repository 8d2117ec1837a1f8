export { EventStream } from "./event-stream.js";
export type { OpenedStream, ServerSentEvent, StreamCall } from "./types.js";
