import { json, type Behaviour } from "../server.js";

/** Probe 10: other items each time, the same cursor for ever. */
export const sameCursor: Behaviour = ({ response, earlier }) =>
  json(response, 200, { data: [{ id: earlier }], next_cursor: "again" });
