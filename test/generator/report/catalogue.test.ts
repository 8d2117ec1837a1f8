import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../../..");
/** Stages that report; a code is `stage/what-is-wrong`. */
const CODE = /["'`]((?:load|model|name|detect|emit|write|surface|inspect|config|cli|drift)\/[a-z][a-z\d-]*)["'`]/g;

const sources = readdirSync(join(root, "generator/src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.includes("compiled/"))
  .map((file) => readFileSync(join(root, "generator/src", file), "utf8").replace(/^import .*$/gm, ""));
const used = new Set(sources.flatMap((text) => [...text.matchAll(CODE)].map((match) => match[1]!)));
const page = readFileSync(join(root, "docs/diagnostics.md"), "utf8");
const listed = [...page.matchAll(/^\| `([a-z]+\/[a-z\d-]+)` \| ([^|]+) \|(.*)\|$/gm)];

describe("docs/diagnostics.md", () => {
  test("lists every code of the sources", () => {
    const known = new Set(listed.map(([, code]) => code));
    expect([...used].filter((code) => !known.has(code)).toSorted()).toEqual([]);
    expect(used.size).toBeGreaterThan(80);
  });

  test("lists no code that is not used, and none twice", () => {
    const codes = listed.map(([, code]) => code!);
    expect(codes.filter((code) => !used.has(code))).toEqual([]);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test("says severity, meaning and fix of each", () => {
    for (const [line, , severity, rest] of listed) {
      expect(severity!.split(/[;,] /), line).toSatisfy((all: string[]) =>
        all.every((one) => ["stop", "warn", "repair", "info"].includes(one)),
      );
      const cells = rest!.split("|").map((cell) => cell.trim());
      expect(cells[0], line).not.toBe("");
      expect(cells.at(-1), line).not.toBe("");
    }
  });
});
