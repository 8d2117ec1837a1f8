// Holds `codegen diff` against TypeScript on the real history of a document: pairs of its versions, neighbours and
// distant ones, are made into SDKs, compared as descriptions and as code, and judged by the compiler: does each call
// that a comparison names as broken break, and no other?
//
//   node bench/history.mjs REPOSITORY PATH [--pairs 12] [--distances 1,1,10,50] [--json FILE] [--verbose]
//
// REPOSITORY is a git repository, bare or not; PATH is a document in it. With `--json`, a row is appended to FILE.
import { appendFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { checkOut } from "../generator/dist/cli/diff/checkout.js";
import { GitCommit } from "../generator/dist/cli/diff/git.js";
import { apiView, compareSdks } from "../generator/dist/diff/index.js";
import { generateFiles } from "../generator/dist/pipeline.js";
import { surfaceView } from "../generator/dist/surface/sdk.js";
import { git } from "./git.mjs";
import { judge } from "./history-oracle.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: "string", default: "12" },
    distances: { type: "string", default: "1,1,10,50" },
    json: { type: "string" },
    verbose: { type: "boolean", default: false },
  },
});
const [repository, path] = positionals;
if (repository === undefined || path === undefined) {
  console.error("usage: node bench/history.mjs REPOSITORY PATH: nothing was compared");
  process.exit(2);
}

/** Versions of the document, oldest first; what did not change is one. */
function versions() {
  const log = git(repository, "log", "--first-parent", "--format=%H", "--", path)
    .trim()
    .split("\n")
    .filter(Boolean)
    .toReversed();
  // A mirror may lack the largest files.
  const blobs = log.map((commit) => {
    try {
      git(repository, "cat-file", "-e", `${commit}:${path}`);
      return { commit, blob: git(repository, "rev-parse", `${commit}:${path}`).trim() };
    } catch {
      return undefined;
    }
  });
  return blobs.filter((one, index) => one && one.blob !== blobs[index - 1]?.blob).map((one) => one.commit);
}

/** Pairs that are spread over the history: newer ones first, each distance in turn. */
function pairsOf(commits) {
  const distances = values.distances.split(",").map(Number);
  const wanted = Number(values.pairs);
  const found = new Map();
  for (let index = 0; index < wanted; index++) {
    const distance = Math.min(distances[index % distances.length], commits.length - 1);
    const last = commits.length - 1 - Math.floor((index * (commits.length - 1 - distance)) / Math.max(1, wanted - 1));
    const pair = [commits[last - distance], commits[last]];
    if (distance > 0) found.set(pair.join(), pair);
  }
  return [...found.values()];
}

const made = new Map();

/** An SDK of one version: what a comparison and the compiler see of it. The last ones are kept. */
async function versionOf(commit) {
  const known = made.get(commit);
  if (known) return known;
  const revision = { name: `${commit}:${path}`, rev: commit, path };
  const checkout = await checkOut(await GitCommit.open(repository, commit), revision, path);
  try {
    const { files, ...understood } = await generateFiles({
      input: checkout.file,
      output: "",
      allowFolder: checkout.folder,
    });
    const version = { files, api: apiView(understood), code: surfaceView(files) };
    made.set(commit, version);
    for (const [oldest] of made) if (made.size > 3) made.delete(oldest);
    return version;
  } finally {
    await checkout.remove();
  }
}

/** Calls, types and exports that a comparison says break. */
function toldOf(changes) {
  const breaking = changes.filter((one) => one.level === "breaking");
  return {
    calls: new Set(breaking.flatMap((one) => one.affects ?? [])),
    gone: new Set(breaking.filter((one) => /^type-(?:removed|renamed)$/.test(one.kind)).map((one) => one.subject)),
    /** The name of such a call is another operation's: a program may compile, and calls that. */
    taken: new Set(breaking.filter((one) => one.kind === "operation-renamed" && one.why).map((one) => one.subject)),
  };
}

/** Names that a type refers to, or any other part of a view. */
function refsOf(part) {
  if (typeof part !== "object" || part === null) return [];
  if (part.kind === "ref") return [part.name];
  return (part instanceof Map ? [...part.values()] : Object.values(part)).flatMap(refsOf);
}

/** Types that no call and no event leads to. */
function unusedIn(view) {
  const used = new Set([view.operations, view.webhooks].flatMap(refsOf));
  for (const name of used) for (const ref of refsOf(view.types.get(name)?.type)) used.add(ref);
  return new Set([...view.types.keys()].filter((name) => !used.has(name)));
}

/** A view in which each type that no call leads to is got and given by one of its name. */
function withTypes(view, names) {
  const nothing = { kind: "object", members: new Map() };
  const calls = [...names]
    .filter((name) => view.types.has(name))
    .map((name) => {
      const type = { kind: "ref", name };
      const parameters = { ...nothing, members: new Map([["value", { optional: false, type }]]) };
      const about = {
        key: name,
        name: `type ${name}`,
        kind: "call",
        deprecated: false,
        bodies: [],
        bodyOptional: true,
      };
      return { ...about, parameters, result: type, failures: new Map(), settings: new Map() };
    });
  return { ...view, operations: [...view.operations, ...calls] };
}

/** What one pair has to say: rows of `[what, told, why it breaks]` for calls, types and exports. */
function verdicts(old, next, level) {
  const unused = unusedIn(old[level]);
  const changes = compareSdks(withTypes(old[level], unused), withTypes(next[level], unused));
  const told = toldOf(changes);
  const { operations, types, webhooks, auth } = judged(old, next);
  const rows = [...operations]
    .filter(([name]) => !told.taken.has(name))
    .map(([name, why]) => [name, told.calls.has(name), why]);
  for (const [name, why] of types) {
    const model = old[level].types.has(name);
    if (model && unused.has(name)) rows.push([`type ${name}`, told.calls.has(`type ${name}`), why]);
    else if (model) rows.push([`type ${name}`, told.gone.has(name), why === "gone" ? why : undefined]);
    else if (why === "gone") rows.push([`export ${name}`, isOfBroken(name, told.calls), why]);
  }
  const isEvent = (name) => name.startsWith("WebhookEvents");
  if (webhooks) rows.push(["webhooks", [...told.calls].some(isEvent), webhooks]);
  if (auth) rows.push(["auth", changes.some((one) => one.level === "breaking" && one.area === "auth"), auth]);
  return { rows, changes };
}

/** `PetsListParams` goes with `pets.list`. */
function isOfBroken(name, calls) {
  const bare = (text) => text.replace(/[^a-z\d]/gi, "").toLowerCase();
  const stem = bare(name.replace(/(?:Params|Result|Errors|Successes)$/, ""));
  return [...calls].some((call) => bare(call) === stem);
}

const judgements = new WeakMap();
function judged(old, next) {
  const known = judgements.get(old)?.get(next) ?? judge(old.files, next.files);
  judgements.set(old, new WeakMap([[next, known]]));
  return known;
}

const commits = versions();
const total = {
  repository: basename(repository.replace(/\/repo\/?$/, "")),
  path,
  versions: commits.length,
  pairs: 0,
  refused: 0,
  crashed: 0,
  changes: 0,
  api: tally(),
  code: tally(),
};

function tally() {
  return { agree: 0, broken: 0, missed: 0, excess: 0 };
}

for (const [from, to] of pairsOf(commits)) {
  const pair = `${from.slice(0, 8)}..${to.slice(0, 8)}`;
  let versionsOfPair;
  try {
    versionsOfPair = [await versionOf(from), await versionOf(to)];
  } catch (error) {
    const refused = error?.name === "StopError" || Array.isArray(error?.diagnostics);
    total[refused ? "refused" : "crashed"]++;
    if (values.verbose || !refused)
      console.log(
        `${pair}  ${refused ? "refused" : "CRASH"}: ${String(refused ? error.message : error?.stack).slice(0, 300)}`,
      );
    continue;
  }
  total.pairs++;
  for (const level of ["api", "code"]) {
    const { rows, changes } = verdicts(...versionsOfPair, level);
    if (level === "api") total.changes += changes.length;
    for (const [what, told, why] of rows) {
      const agrees = told === (why !== undefined);
      total[level][agrees ? "agree" : told ? "excess" : "missed"]++;
      if (agrees && told) total[level].broken++;
      if (!agrees)
        console.log(
          `${pair}  ${level}  ${told ? "told, compiles" : "MISSED"}  ${what}${why === undefined ? whyTold(what, changes) : `: ${why}`}`,
        );
    }
  }
}

/** The changes that a comparison holds against a call. */
function whyTold(what, changes) {
  const own = changes.filter((one) => one.level === "breaking" && one.affects?.includes(what));
  return `: ${own
    .slice(0, 3)
    .map((one) => `${one.kind} ${one.subject} ${one.message}`)
    .join(" | ")}`;
}

const shown = ({ agree, broken, missed, excess }) =>
  `${agree} agree (${broken} broken), ${missed} missed, ${excess} told and compile`;
console.log(
  `${total.repository} ${path}: ${total.versions} versions, ${total.pairs} pairs, ${total.changes} changes, ${total.refused} refused, ${total.crashed} crashed`,
);
console.log(`  descriptions: ${shown(total.api)}\n  code: ${shown(total.code)}`);
if (values.json) appendFileSync(values.json, `${JSON.stringify(total)}\n`);
process.exitCode =
  total.api.missed + total.api.excess + total.code.missed + total.code.excess + total.crashed > 0 ? 1 : 0;
