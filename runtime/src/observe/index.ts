export { Observer, type ObserverOptions } from "./observer.js";
export type * from "./types.js";
