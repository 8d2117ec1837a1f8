import type { Area } from "../change.js";
import type { Spot, TypeComparison } from "./types.js";

/** Facts that no type says. All are fixes; some change what calls do. */
const AREAS: readonly [RegExp, Area, atRunTime: boolean][] = [
  [/^(limits|idempotency key)$/, "limits", false],
  [/^(paging)$/, "paging", false],
  [/^credentials$/, "auth", true],
  [/^(servers|prefix of environment variables)$/, "client", true],
  [/^place of /, "parameter", false],
];

export function compareSettings(
  comparison: TypeComparison,
  old: ReadonlyMap<string, string>,
  next: ReadonlyMap<string, string>,
  spot: Spot,
): void {
  for (const name of [...new Set([...old.keys(), ...next.keys()])].toSorted()) {
    const [a, b] = [old.get(name), next.get(name)];
    // A parameter that came or went has been told.
    if (a === b || (name.startsWith("place of ") && (a === undefined || b === undefined))) continue;
    const [, area, atRunTime] = AREAS.find(([pattern]) => pattern.test(name)) ?? [undefined, spot.area, false];
    comparison.add(
      { ...spot, area },
      {
        level: "fix",
        kind: `${kindOf(name)}-changed`,
        message: `${name}: ${a ?? "none"} → ${b ?? "none"}`,
        ...(atRunTime && { atRunTime }),
      },
    );
  }
}

/** Stable names of kinds, whatever the words of the report. */
function kindOf(name: string): string {
  if (name.startsWith("place of ")) return "parameter-place";
  return name.replaceAll(" ", "-");
}
