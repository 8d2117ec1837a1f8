import pc from "picocolors";
import { compareSdks, levelOf, SEMVER, type Change, type Level } from "../../diff/index.js";
import { diffMarkdown } from "../../diff/markdown.js";
import { diffText } from "../../diff/text.js";
import { locateChanges } from "../../diff/place.js";
import type { ShapeFlags } from "../options.js";
import { placeText, type Reporter } from "../reporter.js";
import { print } from "../print.js";
import { readSide } from "./side.js";

/** Options of `codegen diff`. */
export interface DiffFlags extends ShapeFlags {
  readonly config?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly exitCode?: boolean;
  readonly failOn?: Level;
}

const EXIT_CODES = { none: 0, patch: 10, minor: 11, major: 12 } as const;

/** `codegen diff OLD NEW`: what changed for users of the SDK. */
export async function diffCommand(
  [from, to]: readonly [string, string],
  flags: DiffFlags,
  reporter: Reporter,
): Promise<number> {
  reporter.stage(`reading ${from} …`);
  const old = await readSide(from, { flags, other: to });
  reporter.stage(`reading ${to} …`);
  const next = await readSide(to, { flags, other: from });
  const changes = locateChanges(compareSdks(old.view, next.view), old, next);
  reporter.done();
  const titles = { old: old.view.title, new: next.view.title };
  const report = titles.old === titles.new ? { old: from, new: to, changes } : { ...titles, changes };
  if (flags.json)
    await print(`${JSON.stringify({ old: from, new: to, semver: levelOf(changes), changes }, null, 2)}\n`);
  else if (flags.markdown) await print(diffMarkdown(report));
  else await print(diffText(report, pc, placesText));
  return exitCode(changes, flags);
}

function exitCode(changes: readonly Change[], { exitCode: wanted, failOn }: DiffFlags): number {
  if (wanted) return EXIT_CODES[levelOf(changes)];
  const order = ["patch", "minor", "major"];
  const limit = failOn === undefined ? Number.POSITIVE_INFINITY : order.indexOf(SEMVER[failOn]);
  return order.indexOf(levelOf(changes)) >= limit ? 1 : 0;
}

/** Where it stands: in the new document; what went, in the old one. */
function placesText({ place, kind }: Change): string {
  const one = kind.endsWith("-removed") ? (place?.old ?? place?.new) : (place?.new ?? place?.old);
  return one ? placeText(one) : "";
}
