import { json, type Behaviour } from "../server.js";

/** Probe 4: 500 once, then 200. */
export const broken: Behaviour = ({ request, response, earlier }) => {
  if (earlier === 0) return json(response, 500, { message: "something broke" });
  json(response, 200, { ok: true, key: request.headers["idempotency-key"] ?? null });
};
