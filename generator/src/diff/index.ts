import { apiView, type ApiSide } from "./api/view.js";
import type { Change } from "./change.js";
import { compareSdks } from "./compare/sdk.js";
import { locateChanges, type Placed } from "./place.js";

export { LEVELS, levelOf, SEMVER, type Area, type Change, type Level } from "./change.js";
export { compareSdks } from "./compare/sdk.js";
export { identical } from "./compare/unchanged.js";
export { apiView, type ApiSide } from "./api/view.js";
export type { OperationView, SdkView } from "./view.js";

/**
 * What changed between two versions of an API for users of its SDK, worst first. Levels are TypeScript's: see
 * docs/diff.md.
 *
 * @example
 * import { diff, inspect } from "sdkwright";
 * const [old, next] = [await inspect({ input: "v1.yaml", output: "" }), await inspect({ input: "v2.yaml", output: "" })];
 * const breaking = diff(old, next).filter((change) => change.level === "breaking");
 */
export function diff(old: ApiSide & Placed, next: ApiSide & Placed): readonly Change[] {
  return locateChanges(compareSdks(apiView(old), apiView(next)), old, next);
}
