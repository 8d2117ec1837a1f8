import { json, type Behaviour } from "../server.js";

/** Probes 3 and 5: the request is read, then the connection is reset, once; after that all is well. */
export const reset: Behaviour = ({ request, response, earlier }) => {
  if (earlier > 0) return json(response, 200, { ok: true, key: request.headers["idempotency-key"] ?? null });
  response.socket?.resetAndDestroy();
};
