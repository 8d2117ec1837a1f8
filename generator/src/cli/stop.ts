import { StopError, type Diagnostic } from "../report/diagnostic.js";

/** What the user can mend, found by a command. */
export function stop(code: string, rest: Omit<Diagnostic, "code" | "severity">): StopError {
  return new StopError([{ code, severity: "stop", ...rest }]);
}
