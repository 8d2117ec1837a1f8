import type { OperationDefinition } from "../../../runtime/src/contract.js";
import type { CallContext, HeaderRecord, HttpRequest, HttpResponse } from "../../../runtime/src/http.js";
import { bodyOf } from "../../../runtime/src/response/body.js";

/** Facts of a call that a test cares about. */
export type ContextFacts = Omit<Partial<CallContext>, "operation"> & {
  readonly operation?: Partial<OperationDefinition> | undefined;
};

/** A call's context. */
export function contextOf(facts: ContextFacts = {}): CallContext {
  const { operation, ...rest } = facts;
  return {
    operation: { id: "getThing", method: "GET", path: "/thing", ...operation },
    startedAt: performance.now(),
    attempts: [],
    signal: new AbortController().signal,
    timeouts: { headers: 0, body: 0 },
    redactedUrl: "https://api.test/thing",
    partition: "",
    options: {},
    sent: "no",
    ...rest,
  };
}

export function requestOf(facts: Partial<HttpRequest> = {}): HttpRequest {
  return { method: "GET", origin: "https://api.test", path: "/thing", headers: {}, ...facts };
}

export function answer(status: number, headers: HeaderRecord = {}, body = ""): HttpResponse {
  return { status, headers, body: bodyOf(body), url: "https://api.test/thing" };
}
