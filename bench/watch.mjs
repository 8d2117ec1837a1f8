// Time from saving a document to the SDK being written, while `codegen --watch` runs: one operation of GitHub's changes.
//
//   node bench/watch.mjs [--runs 5] [--document FILE]
import { spawn } from "node:child_process";
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
const folder = mkdtempSync(join(tmpdir(), "sdkwright-watch-"));
const file = join(folder, "document.json");
const document = JSON.parse(readFileSync(original, "utf8"));
let version = 0;

/** One more query parameter for the first GET. */
function changeOneOperation() {
  const operation = Object.values(document.paths).find((path) => path.get)?.get;
  operation.parameters = [
    ...(operation.parameters ?? []).filter((one) => !one.name?.startsWith("watched_")),
    { name: `watched_${version++}`, in: "query", schema: { type: "string" } },
  ];
  writeFileSync(file, JSON.stringify(document));
}

changeOneOperation();
const args = [
  join(root, "generator/bin/codegen.mjs"),
  file,
  "-o",
  join(folder, "sdk"),
  "--watch",
  "--reporter",
  "plain",
];
const watch = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
let wake;
watch.stdout.setEncoding("utf8").on("data", (text) => {
  if (process.env.VERBOSE) process.stdout.write(text);
  if (text.includes("watching; Ctrl-C ends")) wake?.();
});
const idle = () => new Promise((done) => (wake = done));
const times = [];
try {
  const begin = performance.now();
  await idle();
  times.push(performance.now() - begin);
  for (let turn = 0; turn < Number(values.runs); turn++) {
    const next = idle();
    changeOneOperation();
    const begin = performance.now();
    await next;
    times.push(performance.now() - begin);
  }
} finally {
  watch.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}
const [first, ...rest] = times;
const median = rest.toSorted((a, b) => a - b)[Math.floor(rest.length / 2)];
const load = loadavg().map((one) => one.toFixed(1));
console.log(`${original}\nNode ${process.version}, ${values.runs} changes; load average ${load.join(" ")}`);
console.log(`first run ${(first / 1000).toFixed(2)} s\none operation changed, median ${(median / 1000).toFixed(2)} s`);
