/** Directives of a `Cache-Control` field by lower-case name; an argument that is missing is empty. */
export type Directives = ReadonlyMap<string, string>;

const DIRECTIVE = /\s*([^\s=,;"]+)(?:\s*=\s*("(?:[^"\\]|\\.)*"|[^,]*))?[^,]*(?:,|$)/y;
const NONE: Directives = new Map();

/** Reads `Cache-Control`. Of a directive that stands there twice, the smaller argument counts, and none before one. */
export function directivesOf(field: string | undefined): Directives {
  if (field === undefined) return NONE;
  const found = new Map<string, string>();
  const pattern = new RegExp(DIRECTIVE);
  while (pattern.lastIndex < field.length) {
    const { lastIndex } = pattern;
    const match = pattern.exec(field);
    if (!match) {
      // Not a directive: goes on after the next comma.
      const comma = field.indexOf(",", lastIndex);
      if (comma < 0) break;
      pattern.lastIndex = comma + 1;
      continue;
    }
    const name = match[1]?.toLowerCase() ?? "";
    const value = (match[2] ?? "").trim().replace(/^"(.*)"$/s, "$1");
    const earlier = found.get(name);
    if (earlier === undefined || value === "" || toSeconds(value) < toSeconds(earlier)) found.set(name, value);
  }
  return found;
}

/** Whether the answer must not be served before it was asked for again; `no-cache="field"` is about that field only. */
export function isNoCache(directives: Directives): boolean {
  return directives.get("no-cache") === "";
}

/** The argument in seconds; undefined: there is no such directive. What is no number of seconds counts as 0. */
export function secondsOf(directives: Directives, name: string): number | undefined {
  const value = directives.get(name);
  return value === undefined ? undefined : toSeconds(value);
}

function toSeconds(value: string): number {
  return /^\d+$/.test(value) ? Number(value) : 0;
}
