import { describe, expect, test } from "vitest";
import { changelogText, editedEntry } from "../../../generator/src/diff/changelog.js";
import type { Change, Level } from "../../../generator/src/diff/index.js";

const change = (level: Level): Change => ({
  level,
  kind: "x",
  area: "type",
  subject: "Pet.name",
  message: `is ${level}`,
  at: {},
});

describe("an entry of a changelog", () => {
  test.each<[string, string, readonly Level[], string]>([
    ["raises the major version for what breaks", "# Changelog\n\n## 1.4.2\n\nOld.\n", ["breaking"], "## 2.0.0"],
    ["raises the minor version for a feature", "# Changelog\n\n## 1.4.2\n\nOld.\n", ["feature", "fix"], "## 1.5.0"],
    ["raises the patch version for a fix", "## v1.4.2 (2026)\n\nOld.\n", ["fix"], "## 1.4.3"],
    ["below 1.0.0, what breaks raises the second number", "## 0.4.2\n", ["breaking"], "## 0.5.0"],
    ["below 1.0.0, a feature raises the third", "## 0.4.2\n", ["feature"], "## 0.4.3"],
    ["begins at 1.0.0", "", ["feature"], "## 1.0.0"],
  ])("%s", (_title, before, levels, heading) => {
    const after = changelogText(before, { changes: levels.map(change), from: "a", to: "b" });
    expect(/^## .*$/m.exec(after)?.[0]).toBe(heading);
    expect(after).toContain(before.replace("# Changelog\n\n", "").trim());
  });

  test("takes the version of the package when that is higher", () => {
    const release = { changes: [change("fix")], from: "a", to: "b", version: "3.0.0" };
    expect(changelogText("## 1.0.0\n", release)).toContain("## 3.0.0\n");
    expect(changelogText("## 4.0.0\n", release)).toContain("## 4.0.1\n");
  });

  test("is written once, and again only when what it tells of changed", () => {
    const before = "# Changelog\n\nAll of it.\n\n## 1.0.0\n\nFirst.\n";
    const first = changelogText(before, { changes: [change("feature")], from: "a", to: "b" });
    expect(first.replace(/ \w{12}(?= -->)/, "")).toBe(`# Changelog

All of it.

## 1.1.0

<!-- sdkwright a..b -->

1 feature: a minor version.

### New

- \`Pet.name\` is feature

## 1.0.0

First.
`);
    expect(changelogText(first, { changes: [change("feature")], from: "a", to: "b" })).toBe(first);
    const second = changelogText(first, { changes: [change("breaking")], from: "a", to: "c" });
    expect(second.match(/^## .*$/gm)).toEqual(["## 2.0.0", "## 1.0.0"]);
    expect(changelogText(second, { changes: [change("fix")], from: "c", to: "d" }).match(/^## .*$/gm)).toEqual([
      "## 2.0.1",
      "## 2.0.0",
      "## 1.0.0",
    ]);
  });

  test.each([
    ["as it was written", (text: string) => text, undefined],
    ["with line ends of Windows", (text: string) => text.replaceAll("\n", "\r\n"), undefined],
    ["of an older version, whose sum is not known", (text: string) => text.replace(/ \w{12}(?= -->)/, ""), undefined],
    ["with a line more", (text: string) => text.replace("## 1.0.0", "Thanks, Ann.\n\n## 1.0.0"), 3],
    ["with a date in its heading", (text: string) => text.replace("## 1.1.0", "## 1.1.0 (May)"), 3],
  ])("an entry %s is replaced only where nobody has written into it", (_, edit, line) => {
    const before = changelogText("# Changelog\n\n## 1.0.0\n", { changes: [change("feature")], from: "a", to: "b" });
    const text = edit(before);
    expect(editedEntry(text, { changes: [change("breaking")], from: "a", to: "c" })).toBe(line);
    expect(editedEntry(text, { changes: [change("feature")], from: "a", to: "b" })).toBeUndefined();
    expect(editedEntry(text, { changes: [change("fix")], from: "b", to: "c" })).toBeUndefined();
  });

  test("is not written when nothing changed, and tells of a first version", () => {
    expect(changelogText("x", { changes: [], from: "a", to: "a" })).toBe("x");
    const first = changelogText("", { changes: [], from: undefined, to: "b" });
    expect(first).toMatch(/## 1\.0\.0\n\n<!-- sdkwright none\.\.b \w{12} -->\n\nThe first version\.\n/);
    expect(changelogText(first, { changes: [], from: undefined, to: "b" })).toBe(first);
  });
});
