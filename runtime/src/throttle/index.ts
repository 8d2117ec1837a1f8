import type { CallContext, Layer } from "../http.js";
import { Gate } from "./gate.js";
import type { Lane } from "./lane.js";
import type { ThrottleDeps, ThrottleOptions } from "./options.js";
import { settingsOf, type Settings } from "./settings.js";

export { QueueFullError } from "./queue-full-error.js";
export { KeyPool } from "./key-pool.js";
export { MemoryLimiterStore } from "./memory-store.js";
export type { AdaptiveOptions, ThrottleDeps, ThrottleEvent, ThrottleOptions } from "./options.js";
export type { LimiterRequest, LimiterStore } from "./store.js";

/** Pairs of origin and credential that are remembered at the same time. */
const MAX_GATES = 1000;

/**
 * Holds calls back until the server has room for them. Sits between retry and auth, so it sees every attempt.
 *
 * @throws QueueFullError when more than `maxQueue` calls wait
 * @throws RateLimitError, without sending, while the server refuses an operation for longer than `maxWait`
 */
export function throttle(options: ThrottleOptions = {}, deps: ThrottleDeps = {}): Layer {
  const settings = settingsOf(options, deps);
  const gates = new Map<string, Gate>();
  return (next) => async (request, context) => {
    const key = `${request.origin} ${context.partition}`;
    const gate = gates.get(key) ?? openGate(gates, key, settings);
    const lane = gate.lane(context.operation);
    const call = lane.tryStart() || (await enter(gate, lane, context, deps));
    try {
      const response = await next(request, context);
      lane.heard(response, call);
      return response;
    } finally {
      lane.ended();
    }
  };
}

async function enter(gate: Gate, lane: Lane, context: CallContext, deps: ThrottleDeps): Promise<number> {
  const since = gate.clock.now();
  const call = await lane.enter(context);
  const { id, method } = context.operation;
  const waitedMs = gate.clock.now() - since;
  deps.onThrottle?.({ operationId: id, method, url: context.redactedUrl, waitedMs, queued: gate.queued });
  return call;
}

function openGate(gates: Map<string, Gate>, key: string, settings: Settings): Gate {
  if (gates.size >= MAX_GATES) {
    for (const [old, gate] of gates) {
      if (!gate.idle) continue;
      gates.delete(old);
      break;
    }
  }
  const gate = new Gate(key, settings);
  gates.set(key, gate);
  return gate;
}
