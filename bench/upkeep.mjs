// Time of keeping the whole GitHub SDK: a check when nothing has changed, a run after a change of one operation, a run
// without a cache. Each is a process of its own; medians.
//
//   node bench/upkeep.mjs [--runs 5] [--document FILE]
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { changingDocument, CODEGEN, median } from "./changing-document.mjs";

const { runs, folder, file, changeOneOperation, heading, remove } = changingDocument();

function run(words, cache = join(folder, "cache")) {
  const args = [CODEGEN, ...words, file, "-o", join(folder, "sdk"), "--quiet"];
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
  for (let turn = 0; turn < runs; turn++) {
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
  remove();
}
console.log(heading(`${runs} runs, medians`));
for (const [name, list] of Object.entries(rows))
  console.log(`${name.padEnd(24)} ${(median(list) / 1000).toFixed(2)} s`);
