// Time of keeping the whole GitHub SDK: a check when nothing has changed, a run after a change of one operation, a run
// without a cache. Each is a process of its own; medians.
//
//   node bench/upkeep.mjs [--runs 5] [--document FILE]
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
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
const folder = mkdtempSync(join(tmpdir(), "sdkwright-upkeep-"));
const file = join(folder, "document.json");
const document = JSON.parse(readFileSync(original, "utf8"));
let version = 0;

/** One more query parameter for the first GET. */
function changeOneOperation() {
  const operation = Object.values(document.paths).find((path) => path.get)?.get;
  operation.parameters = [
    ...(operation.parameters ?? []).filter((one) => !one.name?.startsWith("upkeep_")),
    { name: `upkeep_${version++}`, in: "query", schema: { type: "string" } },
  ];
  writeFileSync(file, JSON.stringify(document));
}

function run(words, cache = join(folder, "cache")) {
  const args = [join(root, "generator/bin/codegen.mjs"), ...words, file, "-o", join(folder, "sdk"), "--quiet"];
  const begin = performance.now();
  execFileSync(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, SDKWRIGHT_CACHE: cache },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return performance.now() - begin;
}

function node() {
  const begin = performance.now();
  execFileSync(process.execPath, ["-e", "0"]);
  return performance.now() - begin;
}

const rows = { "Node's start": [], "check, nothing changed": [], "one operation changed": [], "full run": [] };
try {
  changeOneOperation();
  run([]);
  for (let turn = 0; turn < Number(values.runs); turn++) {
    rows["Node's start"].push(node());
    rows["check, nothing changed"].push(run(["check"]));
    changeOneOperation();
    rows["one operation changed"].push(run([]));
    changeOneOperation();
    rows["full run"].push(run([], "off"));
    // The next turn begins with a cache that fits.
    run([]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const load = loadavg().map((one) => one.toFixed(1));
console.log(`${original}\nNode ${process.version}, ${values.runs} runs, medians; load average ${load.join(" ")}`);
for (const [name, list] of Object.entries(rows))
  console.log(`${name.padEnd(24)} ${(median(list) / 1000).toFixed(2)} s`);
