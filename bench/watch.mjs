// Time from saving a file to the difference being printed, while `codegen --watch` runs: one operation of GitHub's
// changes, the component that is referred to most, one that few refer to, an overlay, the configuration.
//
//   node bench/watch.mjs [--runs 5] [--document FILE]
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { changingDocument, CODEGEN, median } from "./changing-document.mjs";

const { runs, folder, file, firstPath, changeOneOperation, changeComponent, heading, remove } = changingDocument();
let version = 0;

function changeOverlay() {
  const target = `$.paths["${firstPath}"].get`;
  const actions = [{ target, update: { deprecated: true, description: `Version ${version++}.` } }];
  const overlay = { overlay: "1.0.0", info: { title: "Overlay", version: "1" }, actions };
  writeFileSync(join(folder, "overlay.json"), JSON.stringify(overlay));
}

function changeConfiguration() {
  const api = { input: file, output: "sdk", overlays: ["overlay.json"], baseUrl: `https://${version++}.example.com` };
  writeFileSync(join(folder, "codegen.config.ts"), `export default ${JSON.stringify({ apis: { api } })};\n`);
}

changeOneOperation();
changeOverlay();
changeConfiguration();
const args = [CODEGEN, "--watch", "--reporter", "plain"];
const watch = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
let wake;
watch.stdout.setEncoding("utf8").on("data", (text) => {
  if (process.env.VERBOSE) process.stdout.write(text);
  if (text.includes("watching; Ctrl-C ends")) wake?.();
});
const idle = () => new Promise((done) => (wake = done));

/** Seconds from a save to what is printed of it. */
async function timed(change) {
  const next = idle();
  change();
  const begin = performance.now();
  await next;
  return (performance.now() - begin) / 1000;
}

async function measure(what, change) {
  const times = [];
  for (let turn = 0; turn < runs; turn++) times.push(await timed(change));
  const [first, most] = [times[0], Math.max(...times)].map((one) => one.toFixed(2));
  console.log(`${what}: median ${median(times).toFixed(2)} s, first ${first} s, longest ${most} s`);
}

try {
  const begin = performance.now();
  await idle();
  const first = ((performance.now() - begin) / 1000).toFixed(2);
  // As long as it takes a person to make the first edit.
  await sleep(6_000);
  console.log(heading(`${runs} changes of each kind, in this order`));
  console.log(`first run: ${first} s`);
  await measure("component that is referred to most", () => changeComponent("most"));
  await measure("component that is referred to once", () => changeComponent("least"));
  await measure("operation", changeOneOperation);
  await measure("overlay", changeOverlay);
  await measure("configuration", changeConfiguration);
} finally {
  watch.kill("SIGTERM");
  remove();
}
