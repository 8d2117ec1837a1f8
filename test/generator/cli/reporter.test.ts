import { afterEach, expect, test, vi } from "vitest";
import { annotation } from "../../../generator/src/cli/github-reporter.js";
import { createReporter } from "../../../generator/src/cli/reporter.js";
import type { Diagnostic } from "../../../generator/src/report/diagnostic.js";

afterEach(() => void vi.restoreAllMocks());

function printed(): { readonly text: string } {
  const out = { text: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out.text += String(text);
    return true;
  });
  return out;
}

test.each<[string, { given: Diagnostic; want: string }]>([
  [
    "a place in a file",
    {
      given: {
        code: "load/not-openapi",
        severity: "stop",
        message: "This is no document.",
        fix: "Give one.",
        place: { file: "specs/a.yaml", line: 3, column: 5 },
      },
      want: "::error file=specs/a.yaml,line=3,col=5,title=load/not-openapi::This is no document.%0Afix: Give one.",
    },
  ],
  [
    "a file whose name has what the format means something by",
    {
      given: {
        code: "x",
        severity: "warn",
        message: "100%",
        fix: "f",
        place: { file: "a,b:c%.yaml", line: 1, column: 1 },
      },
      want: "::warning file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=x::100%25%0Afix: f",
    },
  ],
  [
    "a hostile message cannot end the command",
    {
      given: { code: "x", severity: "repair", message: "a\r\n::error::b", fix: "\n::error::c" },
      want: "::notice title=x::a%0D%0A::error::b%0Afix: %0A::error::c",
    },
  ],
  [
    "a place that is no file of the repository",
    {
      given: {
        code: "x",
        severity: "warn",
        message: "m",
        fix: "f",
        place: { file: "https://example.com/a.yaml", line: 2, column: 1 },
      },
      want: "::warning title=x::https://example.com/a.yaml:2:1: m%0Afix: f",
    },
  ],
])("annotation: %s", (_title, { given, want }) => {
  expect(annotation(given)).toBe(want);
});

test("github: a line never becomes a command of the runner", () => {
  const out = printed();
  const reporter = createReporter({ reporter: "github" });
  for (const line of ["::set-env name=A::b", "  ::stop-commands::x", "a ##[command]rm", "✓ a::b"]) reporter.line(line);
  reporter.bug(new Error("of a name\n::stop-commands::x"));
  reporter.done();
  expect(out.text.split("\n").filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
  expect(out.text).toContain("✓ a::b");
  expect(out.text).toMatch(/Sdkwright has a bug[^]*of a name/);
});

test("json: the diagnostics of a failure are in it", () => {
  const out = printed();
  const reporter = createReporter({ reporter: "json" });
  reporter.diagnostics([{ code: "x", severity: "stop", message: "m", fix: "f" }]);
  reporter.done();
  expect(JSON.parse(out.text)).toEqual({
    result: null,
    diagnostics: [{ code: "x", severity: "stop", message: "m", fix: "f" }],
  });
});
