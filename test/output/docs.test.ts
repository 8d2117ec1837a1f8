import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

function pages(): string[] {
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".md"),
  );
  return ["README.md", "runtime/README.md", "generator/README.md", ...docs.map((file) => join("docs", file))];
}

test.each(pages())("every link of %s leads to a file", (page) => {
  const text = readFileSync(join(root, page), "utf8").replace(/```[\s\S]*?```/g, "");
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => match[1]!);
  const missing = links.filter((link) => !existsSync(join(root, dirname(page), link)));
  expect(missing).toEqual([]);
});

test.each(pages())("every path that %s names exists", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const named = [
    ...text.matchAll(
      /`((?:generator|runtime|templates|test|bench|examples|scripts)\/[\w./-]+\.(?:ts|mjs|hbs|yaml|json))`/g,
    ),
  ];
  const missing = named.map((match) => match[1]!).filter((path) => !existsSync(join(root, path)));
  expect(missing.map((path) => relative(".", path))).toEqual([]);
});

test("every script of package.json that runs a file of ours has it; measurements are listed", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const files = Object.values(scripts).flatMap((script) => script.match(/[\w-]+\/[\w./-]+\.(?:m?js|ts)\b/g) ?? []);
  expect(files).toContain("bench/run.mjs");
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  const listed = execFileSync(process.execPath, [join(root, "bench/run.mjs")], { encoding: "utf8" });
  for (const name of ["calls", "http-cache", "upkeep", "watch"])
    expect(listed).toMatch(new RegExp(`^${name}\n {4}\\S`, "m"));
});

test("the README's commands are scripts that exist", () => {
  const scripts = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object }).scripts;
  const used = [
    ...readFileSync(join(root, "README.md"), "utf8").matchAll(/npm (?:run )?(example|test|check|build)\b/g),
  ];
  expect(used.length).toBeGreaterThan(2);
  for (const [, name] of used) expect(scripts).toHaveProperty(name!);
});
