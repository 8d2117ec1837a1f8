import type { Behaviour } from "../server.js";

/** Probe 14: 200 with a page of HTML, as proxies and login walls do. */
export const html: Behaviour = ({ response }) => {
  response.writeHead(200, { "content-type": "text/html" });
  response.end("<html><body>Please log in</body></html>");
};

/** Probe 14: 200 with JSON that was cut off, in good order. */
export const cutJson: Behaviour = ({ response }) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.end('{"ok":true,"items":[1,2');
};
