import type { Diagnostic } from "./diagnostic.js";

const WORD = { stop: "error", warn: "warning", repair: "repaired", info: "note" } as const;

/**
 * One diagnostic as plain text, for logs and tests:
 *
 *     openapi.yaml:12:7: error load/ref-not-found: `#/components/schemas/Pet` leads nowhere.
 *       > 12 |       $ref: "#/components/schemas/Pet"
 *            |       ^
 *       fix: Mend the reference, or set `tolerant: true` …
 */
export function formatDiagnostic(one: Diagnostic): string {
  const place = one.place ? `${one.place.file}:${one.place.line}:${one.place.column}: ` : one.at ? `${one.at}: ` : "";
  const lines = [`${place}${WORD[one.severity]} ${one.code}: ${one.message}`];
  if (one.frame && one.severity === "stop") lines.push(one.frame.replace(/^/gm, "  "));
  if (one.fix) lines.push(`  fix: ${one.fix}`);
  return lines.join("\n");
}
