// Time from saving a document to the SDK being written, while `codegen --watch` runs: one operation of GitHub's changes.
//
//   node bench/watch.mjs [--runs 5] [--document FILE]
import { spawn } from "node:child_process";
import { join } from "node:path";
import { changingDocument, CODEGEN, median } from "./changing-document.mjs";

const { runs, folder, file, changeOneOperation, heading, remove } = changingDocument();

changeOneOperation();
const args = [CODEGEN, file, "-o", join(folder, "sdk"), "--watch", "--reporter", "plain"];
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
  for (let turn = 0; turn < runs; turn++) {
    const next = idle();
    changeOneOperation();
    const begin = performance.now();
    await next;
    times.push(performance.now() - begin);
  }
} finally {
  watch.kill("SIGTERM");
  remove();
}
const [first, ...rest] = times;
console.log(heading(`${runs} changes`));
console.log(
  `first run ${(first / 1000).toFixed(2)} s\none operation changed, median ${(median(rest) / 1000).toFixed(2)} s`,
);
