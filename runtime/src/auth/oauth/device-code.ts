import { deviceAuthorizationRequest, deviceCodeGrantRequest, processDeviceAuthorizationResponse } from "oauth4webapi";
import { ConfigError } from "../../errors/config-error.js";
import type { TokenSet } from "../token-store.js";
import type { TokenRequester } from "./token-requester.js";
import { isRefusal, TokenError } from "./token-error.js";

const DEFAULT_INTERVAL_S = 5;
const SLOW_DOWN_S = 5;

/** The device flow (RFC 8628): shows a code, then asks at the server's pace until the user has decided. */
export async function deviceCode(requester: TokenRequester, signal: AbortSignal): Promise<TokenSet> {
  const { onDeviceCode } = requester.credential;
  if (!onDeviceCode) throw new ConfigError("The device flow needs `auth: { onDeviceCode }` to show the code with.");
  const { clock } = requester.deps;
  const started = await requester.authenticated(signal, async ({ server, client, authentication, options }) => {
    const response = await deviceAuthorizationRequest(
      server,
      client,
      authentication,
      { ...requester.parameters },
      options,
    );
    return processDeviceAuthorizationResponse(server, client, response);
  });
  const expiresAt = clock.now() + started.expires_in * 1000;
  await onDeviceCode({
    userCode: started.user_code,
    verificationUri: started.verification_uri,
    verificationUriComplete: started.verification_uri_complete,
    expiresAt,
  });
  let interval = started.interval ?? DEFAULT_INTERVAL_S;
  for (;;) {
    await clock.sleep(interval * 1000, signal);
    if (clock.now() >= expiresAt)
      throw new TokenError("the code expired before it was entered", { error: "expired_token" });
    try {
      return await poll(requester, started.device_code, signal);
    } catch (error) {
      if (isRefusal(error, "slow_down")) interval += SLOW_DOWN_S;
      else if (error instanceof TokenError && error.isTransient) interval *= 2;
      else if (!isRefusal(error, "authorization_pending")) throw error;
    }
  }
}

function poll(requester: TokenRequester, code: string, signal: AbortSignal): Promise<TokenSet> {
  return requester.authenticated(signal, ({ server, client, authentication, options }) =>
    requester.tokens(server, client, () => deviceCodeGrantRequest(server, client, authentication, code, options)),
  );
}
