import type { Behaviour } from "../server.js";

/** Probe 6: headers and a first piece of the body, then silence. */
export const stalledBody: Behaviour = ({ response }) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('{"ok":');
};
