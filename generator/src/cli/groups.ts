import type { Diagnostic } from "../report/diagnostic.js";

/** Of one code, so many are shown in full; the rest is counted. */
const SHOWN = 3;

/** Diagnostics by their code, in the order of their first. */
export function byCode(list: readonly Diagnostic[]): Diagnostic[][] {
  const groups = new Map<string, Diagnostic[]>();
  for (const one of list) {
    const group = groups.get(one.code);
    if (group) group.push(one);
    else groups.set(one.code, [one]);
  }
  return [...groups.values()];
}

/** The diagnostics of a group that are shown in full: all that stop a run, a few of the others. */
export function shownOf(group: readonly Diagnostic[], verbose: boolean): readonly Diagnostic[] {
  return verbose || group[0]!.severity === "stop" ? group : group.slice(0, SHOWN);
}
