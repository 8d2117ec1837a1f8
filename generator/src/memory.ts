import { CanonicalTexts } from "./load/index.js";
import { Rounds } from "./model/index.js";
import { Formatted } from "./write/index.js";

/**
 * What one run over an API leaves for the next in the same process, so that only what changed is made again: the memory
 * of a watch. What options bear on is remembered with them, so it also serves the API when its configuration has changed.
 */
export class Memory {
  /** Of what the document of the last run consists of. */
  readonly texts = new CanonicalTexts();
  readonly rounds = new Rounds((part, before) => this.texts.keep(part, before));
  readonly formatted = new Formatted();
  /** What is told of a run to the next process that asks; it can wait until nothing else is to do. */
  #later: (() => Promise<void>) | undefined;
  /** A run has ended well: what the next one makes anew is little, and needs no texts of earlier processes. */
  isWarm = false;

  /** Puts something off that only saves time to later processes. The latest counts. */
  putOff(work: () => Promise<void>): void {
    this.#later = work;
  }

  /** Does what was put off. */
  async settle(): Promise<void> {
    const work = this.#later;
    this.#later = undefined;
    await work?.();
  }
}
