import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
/** The command line of the built generator. */
export const CODEGEN = join(root, "generator/bin/codegen.mjs");

/** Options of a measurement on a document that changes: `--runs 5`, `--document FILE` (default: GitHub's). */
export function changingDocument() {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "5" },
      document: { type: "string", default: join(root, "node_modules/@octokit/openapi/generated/api.github.com.json") },
    },
  });
  const original = resolve(values.document);
  if (!existsSync(original)) {
    console.error(`${original} is absent, so nothing was measured`);
    process.exit(2);
  }
  const folder = mkdtempSync(join(tmpdir(), "sdkwright-bench-"));
  const file = join(folder, "document.json");
  const document = JSON.parse(readFileSync(original, "utf8"));
  const byUses = componentsByUses(document);
  let version = 0;
  return {
    runs: Number(values.runs),
    /** Holds the document, and what is made from it. */
    folder,
    file,
    /** Path of the first GET. */
    firstPath: Object.keys(document.paths).find((path) => document.paths[path].get),
    /** One more query parameter for the first GET; the first call writes the document. */
    changeOneOperation() {
      const operation = Object.values(document.paths).find((path) => path.get)?.get;
      operation.parameters = [
        ...(operation.parameters ?? []).filter((one) => !one.name?.startsWith("changed_")),
        { name: `changed_${version++}`, in: "query", schema: { type: "string" } },
      ];
      writeFileSync(file, JSON.stringify(document));
    },
    /** One more member for the component that is referred to most, or least. */
    changeComponent(which) {
      const { schemas } = document.components;
      const name = byUses.filter((one) => schemas[one]?.properties).at(which === "most" ? 0 : -1);
      const others = Object.entries(schemas[name].properties).filter(([key]) => !key.startsWith("changed_"));
      schemas[name].properties = Object.fromEntries([...others, [`changed_${version++}`, { type: "string" }]]);
      writeFileSync(file, JSON.stringify(document));
    },
    /** What was measured, and on what. @param what - `5 changes` */
    heading(what) {
      const load = loadavg().map((one) => one.toFixed(1));
      return `${original}\nNode ${process.version}, ${what}; load average ${load.join(" ")}`;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Components that are referred to, most often first. */
function componentsByUses(document) {
  const uses = new Map();
  for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"/]+)"/g))
    uses.set(name, (uses.get(name) ?? 0) + 1);
  return [...uses].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
}

export const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
