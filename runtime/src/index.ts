export type {
  AuthOption,
  AwsCredential,
  Credential,
  CredentialKind,
  Secret,
  TlsOptions,
  UserPassword,
} from "./auth/index.js";
export type { OAuthCredential, TokenSet, TokenStore } from "./auth/index.js";
export type { CacheEntry, CacheOptions, CacheStore } from "./cache/index.js";
export { Client, Resource, type ResourceClient } from "./client.js";
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
export type * from "./observe/types.js";
export type * from "./options.js";
export { Page, PagePromise } from "./paging/index.js";
export type { AllOptions, Checkpoint, PageReport, PagingOptions, StopReason } from "./paging/index.js";
export { isReplayable } from "./request/replay.js";
export type { FileContent, FileInput, NamedFile } from "./request/file.js";
export { ApiPromise } from "./response/api-promise.js";
export type { Answer, AnswerOf, CallError, FailureOf, NoAnswerError, SafeResult } from "./response/api-promise.js";
export { bodyOf } from "./response/body.js";
export { CallResponse } from "./response/call-response.js";
export { RawResponse } from "./response/raw-response.js";
export { CircuitOpenError } from "./retry/circuit-open-error.js";
export type { RetryEvent, RetryInput, RetryOptions } from "./retry/index.js";
export { EventStream } from "./stream/index.js";
export type { ServerSentEvent } from "./stream/index.js";
export { QueueFullError } from "./throttle/queue-full-error.js";
export { MemoryLimiterStore } from "./throttle/memory-store.js";
export type { AdaptiveOptions, LimiterStore, ThrottleEvent, ThrottleOptions } from "./throttle/index.js";
