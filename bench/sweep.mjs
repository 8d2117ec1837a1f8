// Generates an SDK from every OpenAPI document under a folder, compiles each, and prints a table.
//
//   node bench/sweep.mjs FOLDER [--only TEXT] [--compilers 7,5.9] [--timeout SECONDS] [--keep DIR] [--json FILE]
//                                [--schemas]
//
// SDKs are compiled some 25 at a time, each a folder of its own: most of the time of a compiler goes into its start.
//
// A row is right when the run ends with exit code 0 and the SDK compiles without an error, or with exit code 1 and a
// diagnostic that has a place. With `--schemas`, each schema must also infer its type, and what the schemas say of the
// document's own examples is counted. Every operation of the document must be generated or reported as left out.
import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    compilers: { type: "string", default: "7" },
    timeout: { type: "string", default: "120" },
    keep: { type: "string" },
    json: { type: "string" },
    schemas: { type: "boolean", default: false },
  },
});
const folder = positionals[0] && resolve(positionals[0]);
if (!folder || !existsSync(folder)) {
  console.error(
    `usage: node bench/sweep.mjs FOLDER: ${folder ?? "no folder named"} is absent, so nothing was measured`,
  );
  process.exit(2);
}
const COMPILERS = { 7: "typescript-7", 6: "typescript-6", 5.9: "typescript" };
const METHODS = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]);
const STRICT = {
  target: "ES2022",
  lib: ["ES2023"],
  types: ["node"],
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noEmit: true,
};

const work = values.keep ? resolve(values.keep) : mkdtempSync(join(tmpdir(), "sweep-"));
mkdirSync(work, { recursive: true });
if (!existsSync(join(work, "node_modules"))) symlinkSync(join(root, "node_modules"), join(work, "node_modules"));
writeFileSync(join(work, "package.json"), `{ "type": "module" }`);

/** Root documents: files that say which version of OpenAPI they are. */
function documents(where) {
  if (statSync(where).isFile()) return [where];
  return readdirSync(where, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((file) => join(where, file))
    .filter((file) => /^\.(json|ya?ml)$/.test(extname(file)) && isRoot(file));
}

function isRoot(file) {
  return /(^|[{,])\s*["']?(openapi|swagger)["']?\s*:\s*["']?\d/m.test(readFileSync(file, "utf8"));
}

function countOperations(file) {
  try {
    const text = readFileSync(file, "utf8");
    const document = file.endsWith(".json") ? JSON.parse(text) : parse(text, { maxAliasCount: 100, logLevel: "error" });
    let count = 0;
    for (const item of Object.values(document.paths ?? {})) {
      if (item?.$ref) return undefined;
      for (const key of Object.keys(item ?? {})) if (METHODS.has(key)) count++;
      count += Object.keys(item?.additionalOperations ?? {}).length;
    }
    return count;
  } catch {
    return undefined;
  }
}

function run(command, args, options) {
  return new Promise((done) => {
    const begin = performance.now();
    execFile(command, args, { maxBuffer: 1 << 28, ...options }, (error, stdout, stderr) => {
      const code = error ? (error.killed ? "hang" : (error.code ?? 2)) : 0;
      done({ code, stdout, stderr, seconds: (performance.now() - begin) / 1000 });
    });
  });
}

async function measure(file) {
  const name = relative(folder, file) || file;
  const output = join(work, name.replace(/[^\w.-]+/g, "_"));
  rmSync(output, { recursive: true, force: true });
  const bin = join(root, "generator/bin/codegen.mjs");
  const made = await run(
    process.execPath,
    [bin, file, "-o", output, "--json", ...(values.schemas ? ["--schemas", "zod"] : [])],
    {
      timeout: Number(values.timeout) * 1000,
    },
  );
  const row = { name, code: made.code, seconds: made.seconds, errors: {} };
  if (made.code === "hang") return { ...row, verdict: "HANG" };
  if (made.code !== 0 && made.code !== 1) return { ...row, verdict: "CRASH", detail: lastLines(made.stderr) };
  const report = JSON.parse(made.stdout);
  const [result] = report.result ?? [];
  const stops = report.diagnostics.filter((one) => one.severity === "stop");
  if (made.code === 1) {
    const located = stops.length > 0 && stops.every((one) => one.place);
    return {
      ...row,
      verdict: located ? "refused" : "REFUSED WITHOUT PLACE",
      detail: stops
        .map((one) => `${one.code}: ${one.message}`)
        .slice(0, 2)
        .join("; "),
    };
  }
  const counted = countOperations(file);
  const found = result.operations + result.skipped.length;
  row.operations = result.operations;
  row.paged = result.paged;
  if (counted !== undefined && found !== counted) row.lost = counted - found;
  return { ...row, output };
}

/** Compiles what was generated, all in one run, and gives each row its verdict. */
async function compile(batch) {
  const made = batch.filter((row) => row.output);
  const config = join(work, "tsconfig.json");
  writeFileSync(
    config,
    JSON.stringify({ compilerOptions: STRICT, include: made.map((row) => `${relative(work, row.output)}/**/*.ts`) }),
  );
  for (const version of made.length > 0 ? values.compilers.split(",") : []) {
    const tsc = join(root, "node_modules", COMPILERS[version], "bin/tsc");
    const checked = await run(process.execPath, ["--max-old-space-size=6000", tsc, "-p", config, "--pretty", "false"], {
      timeout: 900_000,
      cwd: work,
    });
    const errors = checked.stdout.split("\n").filter((line) => /error TS/.test(line));
    for (const row of made) {
      const own = errors.filter((line) => line.startsWith(`${relative(work, row.output)}/`));
      row.errors[version] = own.length;
      row.detail ??= own.slice(0, 2).join(" | ") || undefined;
    }
    const attributed = made.reduce((sum, row) => sum + row.errors[version], 0);
    if (attributed < errors.length || (checked.code !== 0 && errors.length === 0)) {
      made[0].errors[version] = `tsc ${checked.code}`;
      made[0].detail = errors[0] ?? lastLines(checked.stderr);
    }
  }
  for (const row of made) {
    if (values.schemas) await checkSchemas(row);
    if (!values.keep) rmSync(row.output, { recursive: true, force: true });
    delete row.output;
    const clean = Object.values(row.errors).every((count) => count === 0);
    row.verdict = !clean ? "TYPE ERRORS" : row.lost ? "LOST OPERATIONS" : "ok";
  }
}

/** About as much as one compiler takes well. */
const isFull = (batch) => batch.length >= 25 || batch.reduce((sum, row) => sum + (row.operations ?? 0), 0) > 2000;

async function checkSchemas(row) {
  const { output } = row;
  const file = folder === row.name || statSync(folder).isFile() ? folder : join(folder, row.name);
  const { writeProof, judgeExamples } = await import("./schema-checks.mjs");
  const proof = writeProof(output, STRICT);
  if (proof) {
    row.proved = proof.proved;
    for (const version of values.compilers.split(",")) {
      const tsc = join(root, "node_modules", COMPILERS[version], "bin/tsc");
      const args = ["--max-old-space-size=6000", tsc, "-p", proof.config, "--pretty", "false"];
      const checked = await run(process.execPath, args, { timeout: 600_000 });
      const errors = checked.stdout.split("\n").filter((line) => /error TS/.test(line)).length;
      row.errors[`proof ${version}`] = checked.code !== 0 && errors === 0 ? `tsc ${checked.code}` : errors;
    }
  }
  if (!existsSync(join(output, "schemas"))) return;
  try {
    const { examples, wrong } = await judgeExamples(file, output);
    row.examples = examples;
    row.wrongExamples = wrong;
    row.detail ??= `${examples - wrong.length} of ${examples} examples fit${wrong.length > 0 ? `; ${wrong[0]}` : ""}`;
  } catch (error) {
    row.errors.examples = 1;
    row.detail ??= lastLines(String(error?.stack));
  }
}

const lastLines = (text) => text.trim().split("\n").slice(0, 4).join(" / ").slice(0, 300);

const files = documents(folder).filter((file) => !values.only || file.includes(values.only));
const rows = [];
let batch = [];
for (const [index, file] of files.entries()) {
  batch.push(await measure(file));
  if (!isFull(batch) && index < files.length - 1) continue;
  await compile(batch);
  for (const row of batch) {
    rows.push(row);
    const errors = Object.entries(row.errors)
      .map(([version, count]) => `${version}: ${count}`)
      .join(", ");
    console.log(
      [
        row.verdict.padEnd(12),
        row.name,
        row.operations ?? "-",
        `${row.seconds.toFixed(1)} s`,
        errors,
        row.detail ?? "",
      ].join("  "),
    );
  }
  batch = [];
}
const tally = Object.groupBy
  ? Object.groupBy(rows, (row) => row.verdict)
  : rows.reduce((all, row) => ({ ...all, [row.verdict]: [...(all[row.verdict] ?? []), row] }), {});
console.log(
  `\n${rows.length} documents: ${Object.entries(tally)
    .map(([verdict, list]) => `${list.length} ${verdict}`)
    .join(", ")}`,
);
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2));
if (!values.keep) rmSync(work, { recursive: true, force: true });
process.exitCode = rows.some((row) => /[A-Z]{2}/.test(row.verdict)) ? 1 : 0;
