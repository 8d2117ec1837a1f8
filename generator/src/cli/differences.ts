import pc from "picocolors";
import type { TypeOptions } from "../config/config.js";
import { apiView, compareSdks, type ApiSide, type Change } from "../diff/index.js";
import { changeLines, summary } from "../diff/text.js";
import { codeView } from "./diff/side.js";

/** More changes than these are counted rather than shown. */
const MOST = 40;

/** What two runs made differently for users of the SDK. */
export function runChanges(before: ApiSide, after: ApiSide, types: TypeOptions = {}): readonly Change[] {
  return compareSdks(apiView({ ...before, types }), apiView({ ...after, types }));
}

/** What differs between two versions of an SDK's code (path → text) for its users. */
export async function codeChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<readonly Change[]> {
  return compareSdks(await codeView(before), await codeView(after));
}

/** The same, a line for each. */
export function differenceLines(changes: readonly Change[]): string[] {
  return changes.length === 0 ? [] : [summary(changes), ...changeLines(changes, pc, MOST)];
}
