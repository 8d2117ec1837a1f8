// Time from saving a document to the difference being printed, while `codegen --watch` runs: one operation of GitHub's
// changes, then the component that is referred to most.
//
//   node bench/watch.mjs [--runs 5] [--document FILE]
import { spawn } from "node:child_process";
import { join } from "node:path";
import { changingDocument, CODEGEN, median } from "./changing-document.mjs";

const { runs, folder, file, changeOneOperation, changeOneComponent, heading, remove } = changingDocument();

changeOneOperation();
const args = [CODEGEN, file, "-o", join(folder, "sdk"), "--watch", "--reporter", "plain"];
const watch = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
let wake;
watch.stdout.setEncoding("utf8").on("data", (text) => {
  if (process.env.VERBOSE) process.stdout.write(text);
  if (text.includes("watching; Ctrl-C ends")) wake?.();
});
const idle = () => new Promise((done) => (wake = done));
/** Median of the seconds from a save to what is printed of it. */
async function timed(change) {
  const times = [];
  for (let turn = 0; turn < runs; turn++) {
    const next = idle();
    change();
    const begin = performance.now();
    await next;
    times.push(performance.now() - begin);
  }
  return (median(times) / 1000).toFixed(2);
}
try {
  const begin = performance.now();
  await idle();
  const first = ((performance.now() - begin) / 1000).toFixed(2);
  const [operation, component] = [await timed(changeOneOperation), await timed(changeOneComponent)];
  console.log(heading(`${runs} changes of each kind`));
  console.log(`first run ${first} s\none operation changed, median ${operation} s`);
  console.log(`one component changed, median ${component} s`);
} finally {
  watch.kill("SIGTERM");
  remove();
}
