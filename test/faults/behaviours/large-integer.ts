import type { Behaviour } from "../server.js";

/** Probe 17: an int64 beyond 2^53, as text because JSON.stringify cannot write it. */
export const largeInteger: Behaviour = ({ response }) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.end('{"id":9007199254740993,"small":1}');
};
