// How much of the JSON-Schema-Test-Suite the schemas judge rightly that Sdkwright generates.
//
//   node bench/json-schema-suite.mjs FOLDER [--draft draft2020-12|draft4] [--library zod|zod/mini] [--only TEXT] [--verbose] [--json FILE]
//
// FOLDER is a checkout of github.com/json-schema-org/JSON-Schema-Test-Suite; it is not part of this repository. Each
// schema of the suite becomes a component of an OpenAPI document (3.1 for draft 2020-12, 3.0 for draft 4), goes through
// load, model and emit, and the module that comes out judges the suite's values.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { transform } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    draft: { type: "string", default: "draft2020-12" },
    library: { type: "string", default: "zod" },
    only: { type: "string" },
    verbose: { type: "boolean", default: false },
    json: { type: "string" },
  },
});
const suite = positionals[0] && resolve(positionals[0]);
if (!suite || !existsSync(join(suite, "tests", values.draft))) {
  console.error(
    `usage: node bench/json-schema-suite.mjs FOLDER: ${suite ?? "no folder named"} has no tests of ${values.draft}, so nothing was measured`,
  );
  process.exit(2);
}
const dist = (path) => import(pathToFileURL(join(root, "generator/dist", path)).href);
const { load } = await dist("load/index.js");
const { buildApi } = await dist("model/index.js");
const { name } = await dist("name/index.js");
const { detect } = await dist("detect/index.js");
const { emit } = await dist("emit/index.js");
const { Report } = await dist("report/diagnostic.js");

const BASE = "https://suite.example/";
const openapi = values.draft === "draft4" ? "3.0.3" : "3.1.0";
const work = mkdtempSync(join(root, ".cache-suite-"));
symlinkSync(join(root, "node_modules"), join(work, "node_modules"));
writeFileSync(join(work, "package.json"), '{ "type": "module" }');

/** What references of the suite lead to: its own remotes, and the meta-schemas that npm's ajv and Redocly's carry. */
const metaschemas = new Map();
for (const name of ["ajv", "@redocly/ajv"]) {
  const refs = createRequire(import.meta.url)
    .resolve(`${name}/package.json`)
    .replace("package.json", "dist/refs");
  for (const file of readdirSync(refs, { recursive: true, encoding: "utf8" }).filter((one) => one.endsWith(".json"))) {
    const text = readFileSync(join(refs, file), "utf8");
    const { $id, id } = JSON.parse(text);
    if ($id ?? id) metaschemas.set(($id ?? id).replace(/#$/, ""), text);
  }
}
async function fetchRemote(href) {
  const url = new URL(href);
  const file = join(suite, "remotes", decodeURIComponent(url.pathname));
  const text = url.host === "localhost:1234" && existsSync(file) ? readFileSync(file, "utf8") : metaschemas.get(href);
  return new Response(text ?? "not part of the suite", { status: text === undefined ? 404 : 200 });
}

/** The judge of one schema of the suite. */
async function judgeOf(schema, index) {
  // A schema of its own, so that `#` means it and not the document.
  const alone =
    typeof schema === "object" && schema !== null && schema.$id === undefined && openapi === "3.1.0"
      ? { $id: `${BASE}${index}`, ...schema }
      : schema;
  const component =
    openapi === "3.0.3"
      ? JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"#/components/schemas/Suite'))
      : alone;
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Suite" } } };
  const document = {
    openapi,
    info: { title: "Suite", version: "1" },
    paths: {
      "/": {
        post: {
          operationId: "run",
          tags: ["suite"],
          requestBody: { content },
          responses: { 200: { description: "" } },
        },
      },
    },
    components: { schemas: { Suite: component } },
  };
  // `format` asserts nothing in the suite's main part.
  const config = {
    input: document,
    output: "unused",
    schemas: { library: values.library, formats: "never" },
    allowHosts: ["localhost:1234", "localhost", "json-schema.org"],
    nullableRefs: false,
  };
  const report = new Report();
  const loaded = await load(config, report, { fetch: fetchRemote });
  const api = buildApi(loaded, report);
  const names = name(api, config, report);
  const files = await emit({ api, names, report, facts: detect(api, config, report) }, config);
  const folder = join(work, String(index));
  const { mkdirSync } = await import("node:fs");
  for (const [path, text] of files) {
    if (!path.startsWith("schemas/")) continue;
    const { code } = await transform(text, { loader: "ts", format: "esm" });
    const target = join(folder, path.replace(/\.ts$/, ".js"));
    mkdirSync(join(target, ".."), { recursive: true });
    writeFileSync(target, code);
  }
  if (values.verbose) console.log(files.get("schemas/models.ts"));
  const module = join(folder, "schemas/resources/suite.js");
  if (!existsSync(module)) return { safeParse: () => ({ success: true }) };
  const { suiteRun, ...others } = await import(pathToFileURL(module).href);
  const schemas = (suiteRun ?? Object.values(others)[0])();
  return schemas.body["application/json"];
}

const rows = new Map();
const wrong = [];
let index = 0;
const folder = join(suite, "tests", values.draft);
for (const file of readdirSync(folder)
  .filter((one) => one.endsWith(".json"))
  .toSorted()) {
  const row = { right: 0, total: 0, accepted: 0, refused: 0, failed: 0 };
  rows.set(file.replace(".json", ""), row);
  for (const group of JSON.parse(readFileSync(join(folder, file), "utf8"))) {
    if (values.only && !`${file} ${group.description}`.includes(values.only)) continue;
    let judge;
    let failure;
    try {
      judge = await judgeOf(group.schema, index++);
    } catch (error) {
      failure = error?.diagnostics?.map((one) => `${one.code}: ${one.message}`).join("; ") ?? String(error?.stack);
    }
    for (const test of group.tests) {
      row.total++;
      let found;
      try {
        found = judge?.safeParse(test.data).success;
      } catch (error) {
        failure = String(error?.stack);
      }
      if (found === test.valid) row.right++;
      else {
        const kind = found === undefined ? "failed" : found ? "accepted" : "refused";
        row[kind]++;
        wrong.push({ file, group: group.description, test: test.description, kind, ...(failure && { failure }) });
      }
    }
  }
}
const total = { right: 0, total: 0, accepted: 0, refused: 0, failed: 0 };
for (const [name, row] of rows) {
  for (const key of Object.keys(total)) total[key] += row[key];
  if (row.right < row.total)
    console.log(
      `${name.padEnd(24)} ${row.right}/${row.total}  accepted wrongly ${row.accepted}, refused wrongly ${row.refused}, failed ${row.failed}`,
    );
}
console.log();
for (const { file, group, test, kind, failure } of wrong)
  console.log(
    `${kind.padEnd(8)} ${file}: ${group}: ${test}${failure ? `\n         ${failure.split("\n")[0].slice(0, 200)}` : ""}`,
  );
console.log(
  `\n${values.draft}, ${values.library}: ${total.right} of ${total.total} right; accepted wrongly ${total.accepted}, refused wrongly ${total.refused}, failed ${total.failed}`,
);
if (values.json) writeFileSync(values.json, JSON.stringify({ total, wrong }, null, 2));
rmSync(work, { recursive: true, force: true });
