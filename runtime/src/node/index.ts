export { fileFromPath } from "./files.js";
export { createDispatcher, type ConnectionOptions } from "./proxy.js";
export { undiciTransport } from "./undici-transport.js";
