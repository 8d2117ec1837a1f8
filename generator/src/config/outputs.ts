import { isAbsolute, relative, sep } from "node:path";
import { StopError } from "../report/diagnostic.js";
import type { Config } from "./config.js";
import { placeOf } from "./place.js";

/** Two SDKs in one folder would each remove the other's files at every run. */
export function refuseSharedOutputs({ apis }: Config, file: string): void {
  const outputs = Object.entries(apis).map(([name, { output }]) => ({ name, output }));
  for (const [index, one] of outputs.entries())
    for (const other of outputs.slice(index + 1)) {
      const within = [one, other].some(({ output }, side) => isWithin(output, side === 0 ? other.output : one.output));
      if (!within) continue;
      throw new StopError([
        {
          code: "config/output-shared",
          severity: "stop",
          message: `The APIs \`${one.name}\` and \`${other.name}\` are written to the same folder, or one into the other's.`,
          fix: "Give each an output folder of its own, side by side.",
          ...placeOf(file, ["apis", other.name, "output"]),
        },
      ]);
    }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== ".." && !way.startsWith(`..${sep}`);
}
