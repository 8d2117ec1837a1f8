// TypeSpec's http-specs: some 800 scenarios of requests and answers, each called through an SDK that is generated from
// the OpenAPI document which TypeSpec's own emitter writes. TypeSpec's mock server judges the requests; the answers are
// compared with what it says it sends.
//
//   mkdir FOLDER && cd FOLDER && npm init -y && npm install @typespec/{compiler,http,openapi,openapi3,json-schema}@1.16 \
//     @typespec/{events,rest,sse,streams,versioning,xml}@0.86 @typespec/http-specs@0.1.0-alpha.43 \
//     @typespec/spector@0.1.0-alpha.29 @typespec/spec-api@0.1.0-alpha.17
//   node --conditions=sdkwright-source --import=tsx bench/http-specs/run.ts FOLDER
//     [--only TEXT]    folders of scenarios with this text in their path
//     [--schemas]      SDKs with schemas, by which every argument and answer is judged strictly
//     [--node FILE]    the Node that runs TypeSpec's compiler and server, which need 22 or later; default: this one
//     [--json FILE]    all rows
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
import { summarise, type Row } from "./summary.js";
import { isTold } from "./told.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", default: "" },
    schemas: { type: "boolean", default: false },
    node: { type: "string", default: process.execPath },
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
  values.node,
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
const server = await startServer(packages, work, values.node);
const rows: Row[] = [];
const source = new Source();
for (const scenario of await readScenarios(packages, server.url, values.only)) rows.push(await play(scenario));
const coverage = await server.coverage();
server.stop();
const errors = await source.compile(join(work, "sdks"), "7");
for (const row of rows) {
  const judged = coverage.get(row.name);
  if (judged !== "pass") row.wire.push(`the server says: ${judged ?? "unknown"}`);
  row.types.push(...(errors.get(row.name) ?? []));
}
const { text, faults } = summarise(rows, values.schemas);
console.log([...(errors.get("") ?? []), text].join("\n"));
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2));
process.exit(faults > 0 || errors.has("") ? 1 : 0);

async function play({ name, folder: at, exchanges }: Scenario): Promise<Row> {
  const own = sdks.filter((one) => one.folder === at);
  const wire: string[] = [];
  let told = false;
  for (const [index, exchange] of exchanges.entries()) {
    const match = findOperation(exchange, own);
    if (!match) {
      wire.push(`no operation for ${exchange.method} ${exchange.path}`);
      continue;
    }
    const call = callOf(exchange, match, server.url);
    source.add(name, call, exchange);
    const options = values.schemas ? ({ validate: { requests: "strict", responses: "strict" } } as const) : {};
    const problem = await makeCall(call, exchange, exchanges.slice(index + 1), options);
    if (problem !== undefined) wire.push(`${match.operation.key}: ${problem}`);
    if (isTold(match.sdk.name, match.operation.key)) told = true;
    if (isPaged(match.sdk.operation(match.operation.key).value)) break;
  }
  return { name, folder: at, told, wire, types: [] };
}
