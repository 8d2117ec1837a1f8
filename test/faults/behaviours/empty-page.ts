import { json, type Behaviour } from "../server.js";

const pages: { readonly [cursor: string]: unknown } = {
  "": { data: [{ id: 1 }, { id: 2 }], next_cursor: "b" },
  b: { data: [], next_cursor: "c" },
  c: { data: [{ id: 3 }], next_cursor: null },
};

/** Probe 9: the middle page is empty, but names a next one. */
export const emptyPage: Behaviour = ({ request, response }) =>
  json(response, 200, pages[request.query.get("cursor") ?? ""]);
