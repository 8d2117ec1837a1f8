import { json, type Behaviour } from "../server.js";

/** Probe 21: repeats every secret that it is sent, in headers and body, and fails. */
export const telltale: Behaviour = ({ request, response }) => {
  const { authorization = "" } = request.headers;
  const key = request.query.get("api_key") ?? "";
  const message = `the token ${authorization} with key ${key} may not do this`;
  json(
    response,
    403,
    { message, debug: { authorization, key } },
    { "set-cookie": `session=${key}`, "x-echo": authorization },
  );
};
