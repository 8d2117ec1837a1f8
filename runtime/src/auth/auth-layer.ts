import { AuthError } from "../errors/auth-error.js";
import { ConfigError } from "../errors/config-error.js";
import { inContext } from "../errors/in-context.js";
import type { CallContext, Handler, HttpRequest, HttpResponse, Layer } from "../http.js";
import { isReplayable } from "../request/replay.js";
import type { AuthDeps } from "./auth.js";
import type { CallGrant } from "./call-grant.js";
import { isLoopback } from "./origins.js";
import type { Presented } from "./presenter.js";

// Each round presents something else; the bound is for servers that find fault with everything.
const MOST_ROUNDS = 20;

/** What the layer is given. */
export interface AuthLayerDeps extends Pick<AuthDeps, "isOwnOrigin" | "allowInsecure"> {
  readonly api: string;
  readonly grantOf: (context: CallContext) => CallGrant | Promise<CallGrant>;
}

/** Puts the call's credentials into each attempt, and sends again when an answer says that others are needed. */
export function authLayer(deps: AuthLayerDeps): Layer {
  return (next) => (request, context) => {
    const grant = deps.grantOf(context);
    if (grant instanceof Promise) return grant.then((late) => present(late, next, request, context, deps));
    return present(grant, next, request, context, deps);
  };
}

function present(
  grant: CallGrant,
  next: Handler,
  request: HttpRequest,
  context: CallContext,
  deps: AuthLayerDeps,
): Promise<HttpResponse> {
  if (grant.isAnonymous) return next(request, context);
  const refusal = refuse(request.origin, context, deps);
  if (refusal) return Promise.reject(refusal);
  // The common case, a fixed key or token, costs no promise.
  const applied = grant.applyFixed(request);
  return applied ? next(applied, context) : exchange(grant, next, request, context);
}

async function exchange(
  grant: CallGrant,
  next: Handler,
  request: HttpRequest,
  context: CallContext,
): Promise<HttpResponse> {
  for (let round = 0; ; round++) {
    const ready = await own(context, async () => {
      const parts = await grant.current(context.signal);
      return { parts, request: await grant.apply(parts, request) };
    });
    const response = await next(ready.request, context);
    const again = await own(context, () => learn(grant, ready.parts, response, round));
    if (!again || round === MOST_ROUNDS || !isReplayable(request.body)) return response;
    await response.body?.cancel();
  }
}

async function learn(
  grant: CallGrant,
  parts: readonly Presented[],
  response: HttpResponse,
  round: number,
): Promise<boolean> {
  try {
    return await grant.answered(parts, response, round);
  } catch (error) {
    await response.body?.cancel();
    throw error;
  }
}

/** Says of which call an error is: one failed refresh fails many. */
async function own<Result>(context: CallContext, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw inContext(error, context);
  }
}

/** Credentials go to the API's own origins only, and over plain http only within this machine. */
function refuse(origin: string, context: CallContext, deps: AuthLayerDeps): AuthError | ConfigError | undefined {
  if (!deps.isOwnOrigin(origin, context.operation)) {
    const message = `Refused to send the credential of ${deps.api} to ${origin}, which is not one of its own servers. If it is, make a client with it as \`baseUrl\`.`;
    return new AuthError(message, { context });
  }
  if (deps.allowInsecure || !origin.startsWith("http:") || isLocal(origin)) return undefined;
  const message = `Refused to send the credential of ${deps.api} over plain http to ${origin}. Use https, or pass \`allowInsecure: true\` where the network is trusted.`;
  return new ConfigError(message, { context });
}

// Reading a URL costs more than the rest of the layer, and a client has few origins.
let lastLocal = "";

function isLocal(origin: string): boolean {
  if (origin === lastLocal) return true;
  const isHere = isLoopback(new URL(origin).hostname);
  if (isHere) lastLocal = origin;
  return isHere;
}
