import type { Understanding } from "../pipeline.js";
import type { Diagnostic } from "../report/diagnostic.js";

/** `specs/pets.yaml:12:5`; undefined when nobody knows. */
export function placeOf({ document }: Pick<Understanding, "document">, at: string | undefined): string | undefined {
  const place = at === undefined || at === "" ? undefined : document.locator.place(at);
  return place && `${place.file}:${place.line}:${place.column}`;
}

/** The findings, each with its place. */
export function locatedDiagnostics({
  document,
  report,
}: Pick<Understanding, "document" | "report">): readonly Diagnostic[] {
  return report.diagnostics.map((one) => {
    const place = one.place ?? (one.at === undefined ? undefined : document.locator.place(one.at));
    return place ? { ...one, place } : one;
  });
}
