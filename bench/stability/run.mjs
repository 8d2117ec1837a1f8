// Whether names and files stay as they are when a document changes elsewhere.
//
//   node bench/stability/run.mjs FOLDER|FILE [--only TEXT] [--shuffles 3] [--rounds 1] [--seed 1] [--files 600]
//                                [--operations 3000] [--options] [--json FILE]
//
// Each document is written with its keys in another order (`--shuffles` times) and as YAML: every file must be the same
// to the byte. Then each mutation of mutations.mjs is done to it (`--rounds` times, each time to other things): nothing
// that it does not bear on may be called otherwise. Documents with fewer operations than `--files` also have their SDKs
// compared. `--options`: with schemas, tests and mocks. Documents with more than `--operations` are left out.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parse, stringify } from "yaml";
import { generateFiles } from "../../generator/dist/pipeline.js";
import { MUTATIONS, operationsOf } from "./mutations.mjs";
import { flatten, inShort, namesOf, renamed } from "./names-of.mjs";
import { randomFrom, shuffled } from "./random.mjs";

process.env.SDKWRIGHT_CACHE = "off";
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    shuffles: { type: "string", default: "3" },
    rounds: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    files: { type: "string", default: "600" },
    operations: { type: "string", default: "3000" },
    options: { type: "boolean", default: false },
    json: { type: "string" },
  },
});
if (!positionals[0]) {
  console.error("usage: node bench/stability/run.mjs FOLDER|FILE: no document is named, so nothing was measured");
  process.exit(2);
}
const where = resolve(positionals[0]);
const all = statSync(where).isFile() ? [where] : readdirSync(where).map((file) => join(where, file));
const files = all
  .filter((file) => statSync(file).isFile() && /^\.(?:json|ya?ml)$/.test(extname(file)))
  .filter((file) => file.includes(values.only ?? ""))
  .toSorted();
const work = mkdtempSync(join(tmpdir(), "stability-"));
const MORE = values.options ? { schemas: "zod", tests: true, mocks: true } : {};

async function sdkOf(input) {
  const made = await generateFiles({ input, output: join(work, "unused"), tolerant: true, ...MORE });
  return { files: made.files, hash: made.document.hash, flat: flatten(made.names) };
}

function differences(before, after) {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).toSorted();
}

async function shuffles(document, sdk, row) {
  for (let turn = 0; turn < Number(values.shuffles); turn++) {
    const other = await sdkOf(shuffled(document, randomFrom(Number(values.seed) * 1000 + turn)));
    row.shuffled.push(...differences(sdk.files, other.files));
    if (other.hash !== sdk.hash) row.shuffled.push("codegen.lock.json");
  }
  const text = JSON.stringify(document);
  if (text.length > 4_000_000) return;
  const [json, yaml] = [join(work, "document.json"), join(work, "document.yaml")];
  writeFileSync(json, text);
  writeFileSync(yaml, stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }));
  row.formats.push(...differences((await sdkOf(json)).files, (await sdkOf(yaml)).files));
}

/** What kind of file changed: `own`: of a resource that the change bears on. */
function kindOf(path, own) {
  const plain = path.replace(/^(?:schemas|tests|mocks)\//, "").replace(/(?:\.test)?\.\w+$/, "");
  if (own.some((module) => plain === module || plain.endsWith(`/${module}`))) return "own";
  return /^(?:schemas\/)?(?:resources)\//.test(path) ? "another resource" : path;
}

/** Modules of resources that what is touched stands in. */
function modulesOf(flats, concerns) {
  const modules = new Set();
  for (const flat of flats)
    for (const [what, text] of flat) {
      if (!what.startsWith("operation ") || !concerns(what)) continue;
      const resource = text.split(" ", 1)[0].split(".").slice(0, -1);
      // A resource that comes or goes is a member of the one above it.
      for (let length = resource.length; length >= 0; length--) {
        const module = flat.get(`resource ${resource.slice(0, length).join(".")}`)?.split(" ")[1];
        if (module) modules.add(module);
      }
    }
  return [...modules];
}

async function mutate(document, sdk, row, { withFiles }) {
  for (const [title, mutation] of Object.entries(MUTATIONS))
    for (let turn = 0; turn < Number(values.rounds); turn++) {
      const random = randomFrom(Number(values.seed) + turn * 7919 + title.length);
      const copy = structuredClone(document);
      const done = mutation(copy, random);
      if (!done) continue;
      const { touched, concerned = touched } = done;
      const { files: after, flat } = withFiles ? await sdkOf(copy) : await namesOf(copy);
      const wrong = renamed(sdk.flat, flat).filter(({ what }) => !touched(what));
      row.mutations++;
      for (const one of wrong) row.renamed.push({ mutation: title, turn, ...one });
      if (!withFiles) continue;
      const own = modulesOf([sdk.flat, flat], concerned);
      for (const path of differences(sdk.files, after)) {
        const kind = kindOf(path, own);
        const counts = (row.changed[title] ??= {});
        counts[kind] = (counts[kind] ?? 0) + 1;
        if (kind === "another resource" && wrong.length === 0) row.strays.push({ mutation: title, turn, path });
      }
    }
}

const rows = [];
for (const file of files) {
  const row = { name: basename(file), mutations: 0, shuffled: [], formats: [], renamed: [], changed: {}, strays: [] };
  const begin = performance.now();
  try {
    const text = readFileSync(file, "utf8");
    const document = file.endsWith(".json")
      ? JSON.parse(text.replace(/^\uFEFF/, ""))
      : parse(text, { logLevel: "error", maxAliasCount: -1 });
    row.operations = operationsOf(document).length;
    if (row.operations > Number(values.operations)) row.left = `more than ${values.operations} operations`;
    else {
      const withFiles = row.operations < Number(values.files);
      const sdk = withFiles ? await sdkOf(document) : await namesOf(document);
      if (withFiles) await shuffles(document, sdk, row);
      await mutate(document, sdk, row, { withFiles });
    }
  } catch (error) {
    row.left = String(error?.message ?? error).split("\n", 1)[0];
  }
  rows.push(row);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(
    `${row.name}  ${row.operations} operations, ${row.mutations} mutations, ${row.renamed.length} renamed, ` +
      `${row.shuffled.length + row.formats.length} files by order or format, ${row.strays.length} strays, ${seconds} s` +
      (row.left ? `  LEFT OUT: ${row.left}` : ""),
  );
  for (const path of new Set([...row.shuffled, ...row.formats])) console.log(`    order or format: ${path}`);
  for (const one of row.renamed.slice(0, 12)) console.log(`    ${one.mutation} #${one.turn}: ${inShort(one)}`);
  for (const one of row.strays.slice(0, 6)) console.log(`    ${one.mutation} #${one.turn}: ${one.path} changed`);
}
const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
console.log(
  `\n${rows.length} documents, ${rows.filter((row) => row.left).length} left out; ${sum((row) => row.mutations)} mutations: ` +
    `${sum((row) => row.renamed.length)} other things renamed, ${sum((row) => row.strays.length)} other files changed; ` +
    `${sum((row) => row.shuffled.length)} files differ by order of keys, ${sum((row) => row.formats.length)} by format`,
);
const kinds = {};
for (const row of rows)
  for (const [title, counts] of Object.entries(row.changed))
    for (const [kind, count] of Object.entries(counts)) {
      const short = kind.replace(/^(models|schemas\/models)\/.*/, "$1/*");
      const total = (kinds[title] ??= {});
      total[short] = (total[short] ?? 0) + count;
    }
if (values.json) writeFileSync(values.json, JSON.stringify({ rows, kinds }, null, 2));
rmSync(work, { recursive: true, force: true });
process.exitCode = sum((row) => row.renamed.length + row.shuffled.length + row.formats.length) > 0 ? 1 : 0;
