import { describe, expect, test } from "vitest";
import { codeFrame } from "../../../generator/src/report/frame.js";
import { formatDiagnostic } from "../../../generator/src/report/format.js";
import type { Diagnostic } from "../../../generator/src/report/diagnostic.js";

const lines = ["openapi: 3.1.0", "paths:", "  /pets:", "    get:", "", "      x: 1", "last"];

describe("a code frame", () => {
  test.each<[string, { at: [number, number]; want: string }]>([
    [
      "two lines before and after",
      { at: [3, 3], want: "  1 | openapi: 3.1.0\n  2 | paths:\n> 3 |   /pets:\n    |   ^\n  4 |     get:\n  5 |" },
    ],
    ["the first line", { at: [1, 1], want: "> 1 | openapi: 3.1.0\n    | ^\n  2 | paths:\n  3 |   /pets:" }],
    ["the last line", { at: [7, 5], want: "  5 |\n  6 |       x: 1\n> 7 | last\n    |     ^" }],
  ])("%s", (_, { at: [line, column], want }) => {
    expect(codeFrame(lines, { line, column })).toBe(want);
  });

  test("numbers line up; CR and tabs do not shift the marker", () => {
    const many = Array.from({ length: 10 }, (_, index) => `\t${index + 1}\r`);
    expect(codeFrame(many, { line: 9, column: 2 })).toBe("   7 |  7\n   8 |  8\n>  9 |  9\n     |  ^\n  10 |  10");
  });

  test("a long line is cut around the column", () => {
    const line = `${"a".repeat(500)}HERE${"b".repeat(500)}`;
    const [text, marker] = codeFrame([line], { line: 1, column: 501 }).split("\n");
    expect(text!.length).toBeLessThan(115);
    expect(text).toMatch(/^> 1 \| …a+HEREb+…$/);
    expect(text!.slice(marker!.indexOf("^"), marker!.indexOf("^") + 4)).toBe("HERE");
  });
});

describe("a diagnostic as text", () => {
  const one: Diagnostic = {
    code: "load/ref-not-found",
    severity: "stop",
    message: "`#/x` leads nowhere.",
    place: { file: "a.yaml", line: 3, column: 5 },
    frame: "> 3 | x\n    | ^",
    fix: "Mend the reference.",
  };

  test.each<[string, { given: Diagnostic; want: string }]>([
    [
      "with all it can have",
      {
        given: one,
        want: "a.yaml:3:5: error load/ref-not-found: `#/x` leads nowhere.\n  > 3 | x\n      | ^\n  fix: Mend the reference.",
      },
    ],
    [
      "frames are for what stops",
      {
        given: { ...one, severity: "warn" },
        want: "a.yaml:3:5: warning load/ref-not-found: `#/x` leads nowhere.\n  fix: Mend the reference.",
      },
    ],
    [
      "a pointer where there is no place",
      {
        given: { code: "a/b", severity: "repair", message: "M.", fix: "F.", at: "/info" },
        want: "/info: repaired a/b: M.\n  fix: F.",
      },
    ],
    [
      "neither",
      { given: { code: "a/b", severity: "info", message: "M.", fix: "F." }, want: "note a/b: M.\n  fix: F." },
    ],
  ])("%s", (_, { given, want }) => {
    expect(formatDiagnostic(given)).toBe(want);
  });
});
