import { json, type Behaviour } from "../server.js";

const all = Array.from({ length: 7 }, (_, index) => ({ id: index + 1 }));

/** Probe 11: whatever `limit` says, two items at most; the total is given. */
export const cappedPage: Behaviour = ({ request: { query }, response }) => {
  const offset = Number(query.get("offset") ?? 0);
  const limit = Math.min(2, Number(query.get("limit") ?? 2));
  json(response, 200, { data: all.slice(offset, offset + limit), total: all.length });
};
