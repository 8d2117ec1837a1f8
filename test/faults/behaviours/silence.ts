import type { Behaviour } from "../server.js";

/** Probe 16: never a word. */
export const silence: Behaviour = () => {};
