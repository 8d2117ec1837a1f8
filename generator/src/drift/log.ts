import type { Report } from "../report/diagnostic.js";
import { keyOf, record, type DriftRecord } from "./record.js";

/** One difference, with what each run that saw it has told. */
export interface Difference {
  /** One for each run; the last that it told, which holds all it told before. */
  readonly records: readonly DriftRecord[];
  /** Answers in which it was seen, at least: runs tell of the first, the second, the fourth … */
  readonly count: number;
}

/** Reads a drift log: JSON lines. A line that is none is reported and left out. */
export function readLog(text: string, file: string, report: Report): Difference[] {
  const found = new Map<string, Map<string, DriftRecord>>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const read = readLine(line);
    if (typeof read === "string") {
      report.add({
        code: "drift/bad-line",
        severity: "warn",
        message: `This line is no difference: ${read}`,
        place: { file, line: index + 1, column: 1 },
        fix: "Remove it, or write the log with `driftLog` of @sdkwright/runtime/node.",
      });
      continue;
    }
    const runs = found.get(keyOf(read)) ?? new Map<string, DriftRecord>();
    found.set(keyOf(read), runs.set(read.run, read));
  }
  return [...found.values()].map((runs) => {
    const records = [...runs.values()];
    return { records, count: records.reduce((sum, one) => sum + one.count, 0) };
  });
}

/** What is wrong with a line, where something is. */
function readLine(line: string): DriftRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "it is not JSON.";
  }
  const result = record.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return `${issue?.path.join(".") || "it"}: ${issue?.message ?? "not what it should be"}.`;
}
