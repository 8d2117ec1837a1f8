// How far the limits that detection finds agree with labels made by hand.
//
//   node bench/limits.mjs CORPUS [--misses] [--only NAME]
//
// CORPUS is a folder with `specs/` and `truth/ratelimit.jsonl`: lines of { spec, certain, truth: { shown, status, limit,
// remaining, reset, resetUnit, retryAfter } }.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inspect } from "sdkwright";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { misses: { type: "boolean" }, only: { type: "string", default: "" } },
});
const [corpus] = positionals;
if (corpus === undefined) {
  console.error("usage: node bench/limits.mjs CORPUS [--misses] [--only NAME]");
  process.exit(2);
}
const labels = join(corpus, "truth/ratelimit.jsonl");
if (!existsSync(labels)) {
  console.error(`${labels} is absent, so nothing was measured`);
  process.exit(2);
}

const UNITS = { "epoch-seconds": "epoch-s", "iso-8601": "iso", seconds: "delta-s", "delta-seconds": "delta-s" };
/** Header names have no case; what a label finds in a body is no header. */
const headerOf = (label) => /^header:(.+)$/.exec(label ?? "")?.[1].toLowerCase();
const QUESTIONS = {
  "speaks of limits": [({ shown }) => shown, (limits) => limits !== undefined],
  statuses: [({ status }) => [...status].join(" "), (limits) => (limits?.statuses ?? []).join(" ")],
  "limit header": [({ limit }) => headerOf(limit), (limits) => limits?.limitHeader?.toLowerCase()],
  "remaining header": [({ remaining }) => headerOf(remaining), (limits) => limits?.remainingHeader?.toLowerCase()],
  "reset header": [({ reset }) => headerOf(reset), (limits) => limits?.resetHeader?.toLowerCase()],
  "unit of the reset": [({ resetUnit: unit }) => UNITS[unit] ?? unit, (limits) => limits?.resetUnit],
  "Retry-After": [({ retryAfter }) => headerOf(retryAfter) !== undefined, (limits) => limits?.retryAfter === true],
};

const score = new Map(Object.keys(QUESTIONS).map((name) => [name, { right: 0, missed: 0, wrong: 0 }]));
const rows = readFileSync(labels, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line))
  .filter((row) => row.certain && row.spec.includes(values.only));
let wholly = 0;
for (const { spec, truth } of rows) {
  const { limits } = (await inspect({ input: join(corpus, "specs", spec), output: "unused" })).facts;
  const before = failures();
  for (const [name, [wanted, found]] of Object.entries(QUESTIONS)) judge(spec, name, wanted(truth), found(limits));
  if (failures() === before) wholly++;
}

console.log(`${rows.length} documents, ${wholly} right in everything`);
for (const [name, { right, missed, wrong }] of score)
  console.log(`${name.padEnd(18)} right ${right}, missed ${missed}, wrong ${wrong}`);

function judge(spec, name, wanted, found) {
  const said = (value) => value !== undefined && value !== false && value !== "";
  const tally = score.get(name);
  if (wanted === found || (!said(wanted) && !said(found))) {
    tally.right++;
    return;
  }
  if (said(found)) tally.wrong++;
  else tally.missed++;
  if (values.misses) console.log(`${spec}\t${name}\twanted ${wanted}\tfound ${found}`);
}

function failures() {
  return [...score.values()].reduce((sum, { missed, wrong }) => sum + missed + wrong, 0);
}
