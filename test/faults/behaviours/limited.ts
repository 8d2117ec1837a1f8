import { json, type Behaviour } from "../server.js";

/** Probes 1, 2, 15: 429 with whatever `Retry-After` the caller asks for, `failures` times (default: for ever). */
export const limited: Behaviour = ({ request: { query }, response, earlier }) => {
  if (earlier >= Number(query.get("failures") ?? Infinity)) return json(response, 200, { ok: true });
  const headers = { "retry-after": query.get("retry_after") ?? "1", date: new Date().toUTCString() };
  json(response, 429, { message: "slow down" }, headers);
};
