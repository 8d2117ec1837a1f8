import { printable } from "../report/printable.js";
import type { Difference } from "./log.js";
import { KINDS, typesOf, type DriftRecord, type Shape } from "./record.js";

/** Lines for people, grouped by operation; `left` has why a difference is not in the proposal. */
export function reportLines(differences: readonly Difference[], left: ReadonlyMap<Difference, string>): string[] {
  const operations = new Map<string, Difference[]>();
  for (const difference of differences) {
    const { operationId, status, mediaType } = difference.records[0]!;
    const title = `${operationId}  ${status} ${mediaType}`;
    operations.set(title, [...(operations.get(title) ?? []), difference]);
  }
  return (
    [...operations]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([title, group]) => ["", title, ...groupLines(group, left)])
      // A log holds what a server has sent: it must not move the cursor of a terminal, or look like lines of ours.
      .map((line) => printable(line).replaceAll("\n", "\ufffd"))
  );
}

function groupLines(group: readonly Difference[], left: ReadonlyMap<Difference, string>): string[] {
  const sorted = group.toSorted((a, b) => rank(a) - rank(b) || (pathOf(a) < pathOf(b) ? -1 : 1));
  const width = Math.min(48, Math.max(...sorted.map((one) => pathOf(one).length)));
  return sorted.flatMap((difference) => {
    const [record] = difference.records;
    const line = `  ${record!.kind.replaceAll("-", " ").padEnd(20)} ${pathOf(difference).padEnd(width)}  ${wordsOf(difference)}, ${timesOf(difference)}`;
    const reason = left.get(difference);
    return reason === undefined ? [line] : [line, `    not proposed: ${reason}`];
  });
}

function rank({ records }: Difference): number {
  return KINDS.indexOf(records[0]!.kind);
}

function pathOf({ records }: Difference): string {
  return records[0]!.path || "/";
}

/** In how many answers a difference was seen. */
export function timesOf({ count }: Difference): string {
  return count === 1 ? "in 1 answer" : `in ${count} answers`;
}

/** What was seen. */
export function wordsOf({ records }: Difference): string {
  const [{ kind, expected, keyword }] = records as [DriftRecord];
  switch (kind) {
    case "new-field":
      return `new, ${seenTypes(records)}`;
    case "missing-field":
      return "required, and missing";
    case "changed-type":
      return `${seenTypes(records)} instead of ${expected}`;
    case "unknown-enum-value":
      return `unknown: ${seenValues(records.flatMap(({ seen }) => seen.enum ?? []))}`;
    case "unknown-union-member":
      return `expected ${expected}; ${seenValues(records.flatMap(({ seen }) => Object.values(seen.properties ?? {}).flatMap(tags)))}`;
    case "constraint":
      return `${keyword ?? "a rule"}: ${expected}`;
  }
}

function tags({ enum: values = [] }: Shape): readonly unknown[] {
  return values;
}

function seenTypes(records: readonly DriftRecord[]): string {
  return [...new Set(records.flatMap(({ seen }) => typesOf(seen)))].toSorted().join(" or ") || "anything";
}

function seenValues(values: readonly unknown[]): string {
  return [...new Set(values.map((value) => JSON.stringify(value)))].join(", ") || "a value that is not told";
}
