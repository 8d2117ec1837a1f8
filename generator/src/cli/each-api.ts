import pc from "picocolors";
import type { ApiConfig } from "../config/config.js";
import { StopError } from "../report/diagnostic.js";
import { fileSystemError } from "../report/file-system.js";
import type { Reporter } from "./reporter.js";

/** What becomes of the APIs of a command, one after the other. */
export interface EachApi {
  readonly apis: readonly (readonly [name: string, config: ApiConfig])[];
  /** False when there is something to mend, of which the user was told. */
  run(name: string, config: ApiConfig): Promise<boolean>;
  /** What is said of an API that ended in an error, after the error: "not generated; nothing was written". */
  readonly failure: { readonly stopped: string; readonly bug: string };
  /** Of an API that ended in an error. */
  onFailure(name: string): void;
}

/**
 * Runs something for each API. One that fails, be it by a fault of its document or by one of ours, does not hold up the
 * others. Gives the exit code.
 */
export async function eachApi({ apis, run, failure, onFailure }: EachApi, reporter: Reporter): Promise<0 | 1 | 2> {
  let code: 0 | 1 | 2 = 0;
  for (const [name, config] of apis) {
    try {
      if (!(await run(name, config)) && code === 0) code = 1;
    } catch (error) {
      const stopped = error instanceof StopError ? error : fileSystemError(error);
      if (stopped) reporter.diagnostics(stopped.diagnostics);
      else reporter.bug(error);
      reporter.line(`${pc.red("✗")} ${name}: ${stopped ? failure.stopped : failure.bug}`);
      onFailure(name);
      if (!stopped) code = 2;
      else if (code === 0) code = 1;
    }
  }
  return code;
}
