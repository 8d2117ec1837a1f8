import pc from "picocolors";
import type { TypeOptions } from "../config/config.js";
import { apiView, compareSdks, type ApiSide, type Area, type Change } from "../diff/index.js";
import { changeLines, summary } from "../diff/text.js";
import type { Written } from "../write/index.js";
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

/** `8 files: 1 new, 7 changed; operations: 2 added; types: 3 added, 1 changed`. */
export function countLine({ created, updated, removed }: Written, changes: readonly Change[]): string {
  const files = created.length + updated.length + removed.length;
  const parts = [
    part(`${files} file${files === 1 ? "" : "s"}`, { new: created, changed: updated, removed }),
    part("operations", byFate(changes, "operation", OF_OPERATIONS)),
    part("types", byFate(changes, "type", OF_TYPES)),
  ];
  return parts.filter((one) => one !== "").join("; ");
}

const OF_OPERATIONS: ReadonlySet<Area> = new Set<Area>(["operation", "parameter", "body", "answer", "paging"]);
const OF_TYPES: ReadonlySet<Area> = new Set<Area>(["type"]);

/** What became of the operations or types that changes are about. */
function byFate(changes: readonly Change[], noun: string, areas: ReadonlySet<Area>) {
  const fates = new Map<string, string>();
  for (const { area, kind, subject } of changes) {
    if (!areas.has(area)) continue;
    const [, fate] = new RegExp(`^${noun}-(added|removed)$`).exec(kind) ?? [];
    // `pets.list() 404` is about `pets.list`, `Pet.name` about `Pet`.
    const [name = subject] = (noun === "type" ? /^[\w$]+/ : /^[\w$.]+/).exec(subject) ?? [];
    if (fate !== undefined || !fates.has(name)) fates.set(name, fate ?? "changed");
  }
  const of = (fate: string) => [...fates.values()].filter((one) => one === fate);
  return { added: of("added"), removed: of("removed"), changed: of("changed") };
}

function part(title: string, fates: { readonly [fate: string]: readonly string[] }): string {
  const counts = Object.entries(fates).flatMap(([fate, { length }]) => (length > 0 ? [`${length} ${fate}`] : []));
  return counts.length > 0 ? `${title}: ${counts.join(", ")}` : "";
}
