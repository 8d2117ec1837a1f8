import { json, type Behaviour } from "../server.js";

const VALID = "valid tokens";

/** Probe 20: the token endpoint. Each token is another one. */
export const token: Behaviour = async ({ response, earlier, memory }) => {
  await new Promise((resolve) => setTimeout(resolve, 30)); // Time for everyone to come running.
  const issued = `issued-token-${earlier + 1}`;
  memory.set(VALID, new Set([issued]));
  json(response, 200, { access_token: issued, token_type: "Bearer", expires_in: 3600 });
};

/** Probe 20: revokes all tokens, as an administrator would. */
export const revoke: Behaviour = ({ response, memory }) => {
  memory.set(VALID, new Set());
  json(response, 200, { ok: true });
};

/** Probe 20: lets in who has a valid token. */
export const guarded: Behaviour = ({ request, response, memory }) => {
  const valid = memory.get(VALID) as Set<string> | undefined;
  const [, given = ""] = /^Bearer (.*)$/.exec(request.headers.authorization ?? "") ?? [];
  if (valid?.has(given)) return json(response, 200, { ok: true });
  json(response, 401, { message: "token revoked" }, { "www-authenticate": 'Bearer error="invalid_token"' });
};
