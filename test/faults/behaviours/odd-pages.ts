import { json, type Behaviour } from "../server.js";

const item = (id: number): object => ({ id, name: `thing ${id}`, next_billing_date: "2030-01-01", next: "soon" });

/** Probe 19: pages that begin with 1, and items whose own members look like paging. */
export const oddPages: Behaviour = ({ request, response }) => {
  const page = Number(request.query.get("page") ?? 1);
  const things = page < 1 || page > 3 ? [] : [item(page * 2 - 1), item(page * 2)];
  json(response, 200, { things, total_pages: 3 });
};

const cursors: { readonly [cursor: string]: unknown } = {
  "": { list: [item(1), item(2)], paging: { lastEvaluatedKey: "k2" } },
  k2: { list: [item(3)], paging: { lastEvaluatedKey: "k3" } },
  k3: { list: [item(4)], paging: {} },
};

/** Probe 19: a cursor under odd names. */
export const oddCursor: Behaviour = ({ request, response }) =>
  json(response, 200, cursors[request.query.get("startKey") ?? ""]);
