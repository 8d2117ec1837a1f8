export { Page } from "./page.js";
export { PagePromise } from "./page-promise.js";
export type {
  AllOptions,
  Arguments,
  Checkpoint,
  PagedCall,
  PageReport,
  PagingOptions,
  PagingState,
  Position,
  StopReason,
  TokenJson,
} from "./types.js";
