import pc from "picocolors";
import type { Generated } from "../generate.js";

type Side = Pick<Generated, "files">;

/** What differs between two versions of an SDK, a line for each. */
export async function differences(before: Side, after: Side): Promise<string[]> {
  const paths = [...new Set([...before.files.keys(), ...after.files.keys()])].filter((path) => path.endsWith(".ts"));
  const differing = paths.filter((path) => before.files.get(path) !== after.files.get(path)).toSorted();
  if (differing.length === 0) return [];
  const { SurfaceReader } = await import("../surface/surface.js");
  const reader = new SurfaceReader();
  return differing.flatMap((path) => {
    const change = reader.compare(path, before.files.get(path) ?? "", after.files.get(path) ?? "");
    return [
      ...change.removed.map((name) => `${pc.red("-")} ${name}`),
      ...change.changed.map((name) => `${pc.yellow("~")} ${name}`),
      ...change.added.map((name) => `${pc.green("+")} ${name}`),
    ];
  });
}
