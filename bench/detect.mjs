// What each stage of generating an SDK costs, and detection's share. All runs are in one process: the first is what a user
// waits for, the medians of the later ones tell changes apart. Processor time counts all threads: the
// formatter's, the collector's. Formatting is part of writing, which goes to a new folder each time; no text of an
// earlier run is used.
//
//   node bench/detect.mjs [--runs 5] [--document FILE]
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { detect } from "../generator/dist/detect/index.js";
import { emit } from "../generator/dist/emit/index.js";
import { load } from "../generator/dist/load/index.js";
import { buildApi } from "../generator/dist/model/index.js";
import { name } from "../generator/dist/name/index.js";
import { Report } from "../generator/dist/report/diagnostic.js";
import { write } from "../generator/dist/write/index.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    document: { type: "string", default: join(root, "node_modules/@octokit/openapi/generated/api.github.com.json") },
  },
});
const document = resolve(values.document);
const runs = Number(values.runs);
if (!existsSync(document)) {
  console.error(`${document} is absent, so nothing was measured`);
  process.exit(2);
}
if (!(runs >= 2)) {
  console.error("--runs: two at least, for the first is told apart from the others");
  process.exit(2);
}

const ABOUT = {
  generator: "bench",
  document: { title: "", version: "", hash: "" },
  config: "",
  detected: { auth: [], paging: {} },
};

/** Stage → one measurement of each run, in milliseconds. */
const stages = new Map();
for (let run = 0; run < runs; run++) await generate();

const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);
const median = (list) => [...list].toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const columns = [
  ["first, processor", (list) => list[0].processor],
  ["first, clock", (list) => list[0].clock],
  ["later, processor", (list) => median(list.slice(1).map((one) => one.processor))],
  ["later, clock", (list) => median(list.slice(1).map((one) => one.clock))],
];
const all = [...stages.values()];
console.log(`${document}\nNode ${process.version}, ${runs} runs in one process; milliseconds and share of the whole`);
console.log("stage".padEnd(8) + columns.map(([title]) => title.padStart(22)).join(""));
for (const [stage, list] of stages)
  console.log(
    stage.padEnd(8) +
      columns
        .map(([, of]) =>
          `${of(list).toFixed(0)}  ${((100 * of(list)) / sum(all, of)).toFixed(1).padStart(5)} %`.padStart(22),
        )
        .join(""),
  );
console.log("whole".padEnd(8) + columns.map(([, of]) => `${sum(all, of).toFixed(0)}         `.padStart(22)).join(""));

async function generate() {
  const config = { input: document, output: "unused" };
  const report = new Report();
  const source = await timed("load", () => load(config, report));
  const api = await timed("model", () => buildApi(source, report));
  const names = await timed("name", () => name(api, config, report));
  const facts = await timed("detect", () => detect(api, config, report));
  const files = await timed("emit", () => emit({ document: source, api, names, facts, report }, config));
  const output = mkdtempSync(join(tmpdir(), "sdkwright-bench-"));
  try {
    await timed("write", () => write({ files, output, about: ABOUT }));
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

async function timed(stage, work) {
  const [begin, used] = [performance.now(), process.cpuUsage()];
  const made = await work();
  const { user, system } = process.cpuUsage(used);
  const measured = { clock: performance.now() - begin, processor: (user + system) / 1_000 };
  stages.set(stage, [...(stages.get(stage) ?? []), measured]);
  return made;
}
