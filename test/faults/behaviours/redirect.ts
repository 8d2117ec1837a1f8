import type { Behaviour } from "../server.js";

/** Probe 12: 307 to another origin. */
export const redirect: Behaviour = ({ response, elsewhere }) => {
  response.writeHead(307, { location: `${elsewhere}/taken` });
  response.end();
};
