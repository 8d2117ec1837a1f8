// Lists the measurements, or runs one by its name.
//
//   npm run bench
//   npm run bench -- upkeep --runs 3
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const folder = import.meta.dirname;
/** `node --import tsx bench/http-cache/run.mjs`, with what Node itself is told. */
const CALL = /^ {2}node (?<flags>.*?)bench\//m;
/** Name → what its first comment says: what is measured, and how it is called. Parts of others have no such call. */
const known = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".mjs") && join(folder, file) !== import.meta.filename)
    .map((file) => [nameOf(file), { file, comment: commentOf(file) }])
    .filter(([, { comment }]) => CALL.test(comment))
    .toSorted(([a], [b]) => (a < b ? -1 : 1)),
);

function nameOf(file) {
  return basename(file, ".mjs") === "run" ? file.split(/[\\/]/)[0] : basename(file, ".mjs");
}

function commentOf(file) {
  const lines = readFileSync(join(folder, file), "utf8").split("\n");
  const end = lines.findIndex((line) => !line.startsWith("//"));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ""))
    .join("\n")
    .trim();
}

const [name, ...rest] = process.argv.slice(2);
if (name === undefined) {
  for (const [one, { comment }] of known) console.log(`${one}\n${comment.replace(/^(?=.)/gm, "    ")}\n`);
} else if (known.has(name)) {
  const { file, comment } = known.get(name);
  const flags = CALL.exec(comment).groups.flags.split(" ").filter(Boolean);
  const { status } = spawnSync(process.execPath, [...flags, join(folder, file), ...rest], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} else {
  console.error(`There is no measurement ${name}; there is ${[...known.keys()].join(", ")}.`);
  process.exitCode = 1;
}
