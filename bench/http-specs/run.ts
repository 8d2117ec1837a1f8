// TypeSpec's http-specs: some 800 scenarios of requests and answers, each called through an SDK that is generated from
// the OpenAPI document which TypeSpec's own emitter writes. TypeSpec's mock server judges the requests; the answers are
// compared with what it says it sends.
//
//   mkdir FOLDER && cd FOLDER && npm init -y
//   npm install @typespec/http-specs@0.1.0-alpha.43 @typespec/spec-api@0.1.0-alpha.17 @typespec/spector@0.1.0-alpha.29 …
//   node --conditions=sdkwright-source --import=tsx bench/http-specs/run.ts FOLDER [--only TEXT] [--schemas] [--json FILE]
//
// Node 22 or later, because the mock server needs it. `--only`: folders with this text in their path.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { callOf, findOperation } from "./arguments.js";
import { isPaged, makeCall } from "./outcome.js";
import { readScenarios, type Scenario } from "./scenarios.js";
import { makeSdk, type Sdk } from "./sdk.js";
import { startServer } from "./server.js";
import { Source } from "./source.js";
import { isTold } from "./told.js";

/** What came of a scenario. */
interface Row {
  readonly name: string;
  readonly folder: string;
  verdict: "pass" | "told" | "fail";
  /** What was not as expected. */
  readonly detail: string[];
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", default: "" },
    schemas: { type: "boolean", default: false },
    json: { type: "string" },
  },
});
const folder = positionals[0] === undefined ? undefined : resolve(positionals[0]);
const packages = folder && join(folder, "node_modules/@typespec");
if (!packages || !existsSync(join(packages, "http-specs"))) {
  console.error("usage: bench/http-specs/run.ts FOLDER: it has no @typespec/http-specs, so nothing was measured");
  process.exit(2);
}
const work = join(root, ".cache/http-specs");
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
execFileSync(
  process.execPath,
  [fileURLToPath(new URL("documents.mjs", import.meta.url)), folder, join(work, "documents"), values.only],
  { stdio: "inherit", cwd: folder },
);
const sdks: Sdk[] = [];
for (const file of readdirSync(join(work, "documents")).toSorted()) {
  if (file === "notes.json") continue;
  const name = file.replace(/\.json$/, "");
  sdks.push(await makeSdk(join(work, "documents", file), name, join(work, "sdks", name), values));
}
console.error(`${sdks.length} SDKs generated`);
const server = await startServer(packages, work);
const rows: Row[] = [];
const source = new Source();
for (const scenario of await readScenarios(packages, server.url, values.only)) rows.push(await play(scenario));
const coverage = await server.coverage();
server.stop();
const errors = await source.compile(join(work, "sdks"), "7");
for (const row of rows) {
  const judged = coverage.get(row.name);
  if (judged !== "pass") row.detail.push(`the server says: ${judged ?? "unknown"}`);
  row.detail.push(...(errors.get(row.name) ?? []));
  if (row.detail.length > 0) row.verdict = "fail";
  if (row.verdict !== "pass")
    console.log(`${row.verdict}  ${row.folder}  ${row.name}\n    ${row.detail.join("\n    ")}`);
}
for (const error of errors.get("") ?? []) console.log(error);
const count = (verdict: Row["verdict"]) => rows.filter((row) => row.verdict === verdict).length;
console.log(`${rows.length} scenarios: ${count("pass")} pass, ${count("told")} pass when told, ${count("fail")} fail`);
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2));
process.exit();

async function play({ name, folder: at, exchanges }: Scenario): Promise<Row> {
  const own = sdks.filter((one) => one.folder === at);
  const detail: string[] = [];
  let told = false;
  for (const [index, exchange] of exchanges.entries()) {
    const match = findOperation(exchange, own);
    if (!match) {
      detail.push(`no operation for ${exchange.method} ${exchange.path}`);
      continue;
    }
    const call = callOf(exchange, match, server.url);
    source.add(name, call, exchange);
    const options = values.schemas ? ({ validate: { requests: "strict", responses: "strict" } } as const) : {};
    const problem = await makeCall(call, exchange, exchanges.slice(index + 1), options);
    if (problem !== undefined) detail.push(`${match.operation.key}: ${problem}`);
    if (isTold(match.sdk.name, match.operation.key)) told = true;
    if (isPaged(match.sdk.operation(match.operation.key).value)) break;
  }
  return { name, folder: at, verdict: told ? "told" : "pass", detail };
}
