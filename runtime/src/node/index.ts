export { fileCacheStore, type FileCacheOptions } from "./cache-file-store.js";
export { fileTokenStore, type FileTokenStoreOptions } from "./file-token-store.js";
export { driftLog } from "./drift-log.js";
export { fileFromPath } from "./files.js";
export { loopbackReceiver, type LoopbackReceiverOptions } from "./loopback-receiver.js";
export { createDispatcher, type ConnectionOptions } from "./proxy.js";
export { undiciTransport } from "./undici-transport.js";
