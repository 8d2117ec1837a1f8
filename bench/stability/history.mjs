// Whether names stay from version to version of real documents: the history of a git repository that holds some.
//
//   node bench/stability/history.mjs REPOSITORY… [--only TEXT] [--documents 4] [--versions 8] [--largest 3000000] [--json FILE]
//
// Consecutive versions of each document are named without a memory, and with the names of the version before (as
// `namesFile` keeps them). Operations with the same method, path, operationId and tag, and components of the same name,
// must be called the same; with a memory always, and what the document renamed must leave an alias or be gone.
import { writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { parseArgs } from "node:util";
import { documentsOf, versionsOf } from "./documents-of.mjs";
import { inShort, namesOf, renamed } from "./names-of.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    documents: { type: "string", default: "4" },
    versions: { type: "string", default: "8" },
    largest: { type: "string", default: "3000000" },
    json: { type: "string" },
  },
});
if (positionals.length === 0) {
  console.error("usage: node bench/stability/history.mjs REPOSITORY…: none is named, so nothing was measured");
  process.exit(2);
}

/** What the document itself says an operation is: if that changed, so may its name. */
function identitiesOf(api) {
  return new Map(api.operations.map((one) => [one.key, `${one.operationId} ${one.tags[0]}`]));
}

function compared(before, after) {
  const [old, now] = [identitiesOf(before.api), identitiesOf(after.api)];
  const same = (key) => old.get(key) === now.get(key);
  const found = renamed(before.flat, after.flat).map((one) => ({ ...one, ...differenceOf(one, before, after) }));
  return found.filter(({ what }) => {
    const key = operationOf(what);
    return key === undefined || same(key);
  });
}

/** The operation that something is a name of, or stands in. */
function operationOf(what) {
  if (what.startsWith("operation ")) return what.slice("operation ".length);
  const [, path, method] = /^inline \/paths\/([^/]+)\/(\w+)\//.exec(what) ?? [];
  return path === undefined ? undefined : `${method.toUpperCase()} ${path.replaceAll("~1", "/").replaceAll("~0", "~")}`;
}

/** For an operation: only members count here that the document did not change; parameters may come and go. */
function differenceOf({ what, old, now }) {
  if (!what.startsWith("operation ")) return {};
  const names = (text) => text.split(" ").slice(0, 6).join(" ");
  return { parametersOnly: names(old) === names(now) };
}

const rows = [];
for (const repository of positionals)
  for (const path of documentsOf(repository, { largest: Number(values.largest), only: values.only }).slice(
    0,
    Number(values.documents),
  )) {
    const row = {
      document: `${basename(dirname(repository))}:${path}`,
      versions: 0,
      compared: 0,
      renamed: [],
      withMemory: [],
      aliases: 0,
    };
    let before;
    let kept;
    for (const { revision, document } of versionsOf(repository, path, Number(values.versions))) {
      try {
        const free = await namesOf(document);
        const memory = await namesOf(document, kept?.kept);
        row.versions++;
        if (before) {
          row.compared += [...free.flat.keys()].filter((what) => before.flat.has(what)).length;
          const told = new Set(free.told.concat(before.told).map((one) => one.at));
          for (const one of compared(before, free))
            if (!one.parametersOnly) row.renamed.push({ revision, told: told.size, ...one });
          for (const one of compared(kept, memory)) if (!one.parametersOnly) row.withMemory.push({ revision, ...one });
        }
        row.aliases = [...memory.kept.operations.values(), ...memory.kept.schemas.values()].reduce(
          (sum, one) => sum + one.aliases.length,
          0,
        );
        before = free;
        kept = memory;
      } catch (error) {
        row.failed = `${revision}: ${String(error?.message ?? error)
          .split("\n", 1)[0]
          .slice(0, 200)}`;
      }
    }
    rows.push(row);
    console.log(
      `${row.document}  ${row.versions} versions, ${row.compared} names compared: ${row.renamed.length} renamed, ` +
        `${row.withMemory.length} with a memory; ${row.aliases} aliases${row.failed ? `  FAILED ${row.failed}` : ""}`,
    );
    for (const kind of ["renamed", "withMemory"])
      for (const one of row[kind].slice(0, 15)) console.log(`    ${kind} ${one.revision} ${inShort(one)}`);
  }
const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
console.log(
  `\n${rows.length} documents, ${sum((row) => row.versions)} versions, ${sum((row) => row.compared)} names in two ` +
    `consecutive ones: ${sum((row) => row.renamed.length)} renamed without a memory, ` +
    `${sum((row) => row.withMemory.length)} with one; ${sum((row) => row.aliases)} aliases in the end`,
);
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2));
process.exitCode = sum((row) => row.withMemory.length) > 0 ? 1 : 0;
