// The independent HTTP cache suite (https://cache-tests.fyi) against the cache layer, in one process.
//
//   npm install --prefix bench/http-cache --ignore-scripts --no-package-lock
//   node --import tsx bench/http-cache/run.mjs                  the cache layer; compares with results/sdkwright.json
//   node --import tsx bench/http-cache/run.mjs --cache undici   undici's private cache interceptor, under the same harness
//   … --write                                                   writes the results instead
//   … --only <id>                                               one test, with what went over the wire
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { caches } from "./caches.mjs";
import { classify } from "./classify.mjs";

const { values: options } = parseArgs({
  options: { cache: { type: "string", default: "sdkwright" }, write: { type: "boolean" }, only: { type: "string" } },
});
const make = caches.get(options.cache);
if (!make) throw new Error(`--cache is one of ${[...caches.keys()].join(", ")}`);

const { close, fetch } = make();
const server = await serve();
const suites = await load(options.only);
const raw = await run(suites, fetch, `http://localhost:${server.address().port}`);
server.close();
server.closeAllConnections();
await close();

const results = classify(suites, raw);
if (options.only) console.log(results[options.only], raw[options.only]);
else await report(results);

async function serve() {
  const handlers = new Map();
  for (const name of ["config", "state", "test"]) {
    handlers.set(name, (await import(`http-cache-tests/server/handle-${name}.mjs`)).default);
  }
  const server = createServer((request, response) => {
    const [, handler, ...segments] = new URL(request.url, "http://localhost").pathname.split("/");
    const handle = handlers.get(handler);
    if (handle) handle(segments, request, response);
    else response.writeHead(404).end();
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return server;
}

async function load(only) {
  const { default: suites } = await import("http-cache-tests/tests/index.mjs");
  if (!only) return suites;
  return suites
    .map((suite) => ({ ...suite, tests: suite.tests.filter(({ id }) => id === only) }))
    .map((suite) => ({ ...suite, tests: suite.tests.map((test) => ({ ...test, dump: true })) }))
    .filter(({ tests }) => tests.length > 0);
}

async function run(suites, fetch, base) {
  const { getResults, runTests } = await import("http-cache-tests/client/runner.mjs");
  // As a browser's cache: private, and without what is asked of proxies only.
  await runTests(suites, fetch, true, base);
  return getResults();
}

async function report(results) {
  const file = new URL(`results/${options.cache}.json`, import.meta.url);
  const counts = {};
  for (const { kind, result } of Object.values(results)) {
    const name = `${kind} ${result}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  console.table(Object.fromEntries(Object.entries(counts).toSorted()));
  for (const [id, { kind, result, why }] of Object.entries(results)) {
    if (kind === "required" && result !== "pass") console.log(`${result.padEnd(16)} ${id}${why ? `: ${why}` : ""}`);
  }
  const lines = Object.fromEntries(Object.entries(results).map(([id, { kind, result }]) => [id, `${kind}: ${result}`]));
  if (options.write) return writeFile(file, `${JSON.stringify(lines, null, 2)}\n`);
  const committed = JSON.parse(await readFile(file, "utf8"));
  const changed = Object.keys({ ...committed, ...lines }).filter((id) => committed[id] !== lines[id]);
  for (const id of changed) console.log(`changed: ${id}: ${committed[id]} → ${lines[id]}`);
  if (changed.length > 0) process.exitCode = 1;
}
