import type { Operation, PagedOperation, StreamOperation } from "../contract.js";

/** Type of the decoded body that an operation answers with; of a listing, the body of one page. */
export type ResultOf<Value> =
  Value extends PagedOperation<infer _Params, infer _Item, infer Result, infer _Failures>
    ? Result
    : Value extends Operation<infer _Params, infer Result, infer _Failures, infer _Successes>
      ? Result
      : never;

/** Type of one event of an operation that streams. */
export type EventOf<Value> = Value extends StreamOperation<infer _Params, infer Event, infer _Failures> ? Event : never;
