import { json, type Behaviour } from "../server.js";

/** Probe 18: an answer that may be stored, and belongs to whoever asks. */
export const cacheable: Behaviour = ({ request, response }) =>
  json(response, 200, { owner: request.headers.authorization ?? null }, { "cache-control": "max-age=600" });
