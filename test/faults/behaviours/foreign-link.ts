import { json, type Behaviour } from "../server.js";

/** Probe 13: the next link leads to another origin. */
export const foreignLink: Behaviour = ({ response, elsewhere }) =>
  json(response, 200, [{ id: 1 }], { link: `<${elsewhere}/foreign-link?page=2>; rel="next"` });
