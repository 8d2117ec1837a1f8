// What came of all scenarios, counted by cause, and the faults one by one.
import { REASONS, type Reason } from "./reasons.js";

/** What came of a scenario. */
export interface Row {
  readonly name: string;
  readonly folder: string;
  /** The SDK was told something by hand that the document does not say. */
  readonly told: boolean;
  /** What was not as expected of the calls. */
  readonly wire: string[];
  /** What a compiler says of the calls. */
  readonly types: string[];
}

export function summarise(rows: readonly Row[], schemas: boolean): { readonly text: string; readonly faults: number } {
  const lines: string[] = [];
  let faults = 0;
  const judge = (of: "wire" | "types", asked: readonly Row[]): void => {
    const tally = new Map<string, number>();
    const note = (line: string) => tally.set(line, (tally.get(line) ?? 0) + 1);
    for (const row of asked) {
      const reason = row[of].length === 0 ? undefined : reasonOf(row, of, schemas);
      if (row[of].length === 0)
        note(row.told && of === "wire" ? "as expected, when told what the document lacks" : "as expected");
      else if (reason) note(`${reason.cause}: ${reason.why}`);
      else {
        faults++;
        lines.push(`FAULT  ${row.folder}  ${row.name}`, ...row[of].map((line) => `    ${line}`));
        note("FAULT");
      }
    }
    lines.push(`${of === "wire" ? "calls" : "types"} of ${asked.length} scenarios:`);
    for (const [line, count] of tally) lines.push(`  ${String(count).padStart(3)}  ${line}`);
  };
  judge("wire", rows);
  judge(
    "types",
    rows.filter((row) => row.wire.length === 0 || reasonOf(row, "types", schemas) !== undefined),
  );
  for (const { scenarios, of, why } of REASONS.filter((one) => schemas || one.of !== "schemas")) {
    const list = of === "types" ? "types" : "wire";
    const met = rows.filter((row) => scenarios.test(row.name));
    if (met.length > 0 && met.every((row) => row[list].length === 0)) lines.push(`no longer needed: ${why}`);
  }
  return { text: lines.join("\n"), faults };
}

function reasonOf({ name }: Row, of: Reason["of"], schemas: boolean): Reason | undefined {
  return REASONS.find(
    (one) => (one.of === of || (schemas && of === "wire" && one.of === "schemas")) && one.scenarios.test(name),
  );
}
