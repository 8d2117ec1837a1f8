import type { ApiConfig } from "../config/config.js";
import { apiView, compareSdks, identical, type SdkView } from "../diff/index.js";
import type { Memory } from "../memory.js";
import { generateFiles } from "../pipeline.js";
import { inputsOf, isRemote } from "./inputs.js";

/** Milliseconds that a run takes for which a rehearsal is worth its time: that of a document of several megabytes. */
const WORTH = 1_000;

/** Thrown when somebody waits for a real round. */
class Wanted extends Error {}

/**
 * A round of a watch while nobody waits, of which nothing is told and nothing is written. The first round takes half as
 * long again as the later ones, since what only rounds do has never run; so this is that one. It ends at the next stage
 * when `isWanted` tells that a file has changed. What goes wrong in it goes wrong in the next round, and is told there.
 */
export async function rehearse(
  { config, memory, last }: { readonly config: ApiConfig; readonly memory: Memory; readonly last: SdkView },
  isWanted: () => boolean,
): Promise<void> {
  const check = (): void => {
    if (isWanted()) throw new Wanted();
  };
  try {
    const made = await generateFiles(config, check, memory);
    check();
    // Asked for by who writes; what it is made of is kept for the next time.
    void made.document.hash;
    check();
    const view = apiView({ ...made, ...(config.types && { types: config.types }) });
    check();
    compareSdks(last, view, identical(last.types, view.types));
  } catch {
    // See above.
  }
}

/** Whether a rehearsal saves time that anybody would notice, and has no effect outside of this process. */
export function isWorthRehearsing(config: ApiConfig, milliseconds: number): boolean {
  return milliseconds > WORTH && (config.emitters ?? []).length === 0 && !inputsOf(config).some(isRemote);
}
