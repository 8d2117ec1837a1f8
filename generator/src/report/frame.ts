import type { Place } from "./diagnostic.js";

/** Columns of a line that are shown; longer lines are cut around the marker. */
const WIDTH = 100;

/**
 * The line of a place with two lines before and after, numbered, and a marker under the column:
 *
 *       2 | paths:
 *     > 3 |   /pets:
 *         |   ^
 *       4 |     get:
 */
export function codeFrame(lines: readonly string[], place: Pick<Place, "line" | "column">): string {
  const first = Math.max(1, place.line - 2);
  const last = Math.min(lines.length, place.line + 2);
  const digits = String(last).length;
  const from = place.column > WIDTH - 20 ? place.column - WIDTH / 2 : 1;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const here = number === place.line;
    const text = cut(lines[number - 1] ?? "", from);
    shown.push(`${here ? ">" : " "} ${String(number).padStart(digits)} |${text === "" ? "" : ` ${text}`}`);
    if (here) shown.push(`  ${" ".repeat(digits)} | ${" ".repeat(column(place.column, from) - 1)}^`);
  }
  return shown.join("\n");
}

/** The part of a line that fits, tabs as one column, so that the marker stands where it should. */
function cut(line: string, from: number): string {
  const text = line.replace(/\r$/, "").replaceAll("\t", " ");
  const part = text.slice(from - 1, from - 1 + WIDTH);
  return `${from > 1 ? "…" : ""}${part}${text.length > from - 1 + WIDTH ? "…" : ""}`.trimEnd();
}

function column(column: number, from: number): number {
  return from > 1 ? column - from + 2 : column;
}
