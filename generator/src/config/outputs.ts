import { isAbsolute, relative, sep } from "node:path";
import { StopError } from "../report/diagnostic.js";
import type { Config } from "./config.js";
import { placeOf } from "./place.js";

/** Two SDKs in one folder would each remove the other's files at every run. */
export function refuseSharedOutputs({ apis }: Config, file: string): void {
  const outputs = Object.entries(apis).map(([name, { output }]) => ({ name, output }));
  for (const [index, one] of outputs.entries())
    for (const other of outputs.slice(index + 1)) {
      if (!overlap(one.output, other.output)) continue;
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

/** One file of names for two APIs would hold those of the one that ran last, and be stale for the other. */
export function refuseSharedNames({ apis }: Config, file: string): void {
  const owners = new Map<string, string>();
  for (const [name, { namesFile }] of Object.entries(apis)) {
    if (namesFile === undefined) continue;
    const other = owners.get(namesFile);
    if (other !== undefined)
      throw new StopError([
        {
          code: "config/names-shared",
          severity: "stop",
          message: `The APIs \`${other}\` and \`${name}\` keep their names in the same file.`,
          fix: "Give each a file of names of its own.",
          ...placeOf(file, ["apis", name, "namesFile"]),
        },
      ]);
    owners.set(namesFile, name);
  }
}

/** Whether two folders are the same, or one is inside the other. */
export function overlap(one: string, other: string): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== ".." && !way.startsWith(`..${sep}`);
}
