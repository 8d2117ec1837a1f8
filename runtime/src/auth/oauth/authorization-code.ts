import {
  authorizationCodeGrantRequest,
  AuthorizationResponseError,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  validateAuthResponse,
} from "oauth4webapi";
import { loopbackReceiver } from "#loopback-receiver";
import { ConfigError } from "../../errors/config-error.js";
import type { TokenSet } from "../token-store.js";
import { TokenError } from "./token-error.js";
import { asTokenError, type TokenRequester } from "./token-requester.js";

/** The authorization code flow with PKCE (RFC 7636, S256): sends the user to the server and waits for the way back. */
export async function authorizationCode(requester: TokenRequester, signal: AbortSignal): Promise<TokenSet> {
  const { openUrl, receiver: makeReceiver = loopbackReceiver, clientId } = requester.credential;
  if (!openUrl) throw new ConfigError("The authorization code flow needs `auth: { openUrl }` to show the URL with.");
  if (clientId === undefined) throw new ConfigError("The authorization code flow needs `auth: { clientId }`.");
  const verifier = generateRandomCodeVerifier();
  const state = generateRandomState();
  const { server, isDiscovered } = await requester.endpoints(signal);
  const receiver = await makeReceiver();
  try {
    const { redirectUri } = receiver;
    const url = new URL(server.authorization_endpoint!);
    const parameters = {
      ...requester.parameters,
      ...requester.credential.authorizationParameters,
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const answered = receiver.receive(signal);
    answered.catch(() => {}); // Awaited below; `openUrl` may fail first.
    await openUrl(url.href);
    const answer = await answered;
    // Who issued is checked against what the server said of itself; without discovery there is nothing to check.
    if (!isDiscovered) answer.searchParams.delete("iss");
    return await requester.authenticated(signal, ({ client, authentication, options }) => {
      const callback = validated(() => validateAuthResponse(server, client, answer, state));
      return requester.tokens(server, client, () =>
        authorizationCodeGrantRequest(server, client, authentication, callback, redirectUri, verifier, options),
      );
    });
  } finally {
    await receiver.close();
  }
}

function validated<Result>(validate: () => Result): Result {
  try {
    return validate();
  } catch (error) {
    if (!(error instanceof AuthorizationResponseError)) throw asTokenError(error);
    const description = error.error_description === undefined ? "" : ` (${error.error_description})`;
    throw new TokenError(`access was not granted: ${error.error}${description}`, { error: error.error });
  }
}
