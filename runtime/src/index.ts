export { Client, Resource } from "./client.js";
export * from "./contract.js";
export * from "./errors/index.js";
export type {
  Attempt,
  AttemptTimeouts,
  CallContext,
  Handler,
  HeaderRecord,
  HttpBody,
  HttpRequest,
  HttpResponse,
  Layer,
  Middleware,
  ResponseBody,
  Transport,
} from "./http.js";
export type * from "./options.js";
export type * from "./observe/types.js";
export type { CacheOptions } from "./cache/options.js";
export type { RetryOptions } from "./retry/options.js";
export type { ThrottleOptions } from "./throttle/options.js";
export { ApiPromise } from "./response/api-promise.js";
export type { Answer, AnswerOf, CallError, FailureOf, NoAnswerError, SafeResult } from "./response/api-promise.js";
export { CallResponse } from "./response/call-response.js";
export { RawResponse } from "./response/raw-response.js";
