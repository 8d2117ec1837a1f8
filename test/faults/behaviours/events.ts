import type { Behaviour } from "../server.js";

const head = { "content-type": "text/event-stream", "cache-control": "no-store" };

/** Probe 7: one comment, then silence but for further comments. */
export const silentEvents: Behaviour = ({ response }) => {
  response.writeHead(200, head);
  const ping = (): boolean => response.write(": ping\n\n");
  ping();
  const timer = setInterval(ping, 40);
  response.on("close", () => clearInterval(timer));
};

/** Probe 8: two events, then the connection is closed in good order, without the announced terminator. */
export const truncatedEvents: Behaviour = ({ response }) => {
  response.writeHead(200, head);
  response.end('data: {"text":"a"}\n\ndata: {"text":"b"}\n\n');
};

/** The same with its terminator: how it should be. */
export const wholeEvents: Behaviour = ({ response }) => {
  response.writeHead(200, head);
  response.end('data: {"text":"a"}\n\ndata: {"text":"b"}\n\ndata: [DONE]\n\n');
};
