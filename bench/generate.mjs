// Time and peak memory of generating the whole GitHub SDK, against openapi-typescript (types only) and hey-api (types,
// sdk, fetch client) on the same file, in alternating runs on this machine. Peers are installed into a folder outside
// the repository. Nothing is reused from run to run: the cache is off.
//
//   node bench/generate.mjs [--peers DIR] [--runs 5] [--document FILE] [--only ours,ots,hey-api]
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    peers: { type: "string", default: join(tmpdir(), "sdkwright-peers") },
    runs: { type: "string", default: "5" },
    document: { type: "string", default: join(root, "node_modules/@octokit/openapi/generated/api.github.com.json") },
    only: { type: "string", default: "ours,ots,hey-api" },
  },
});
const peers = resolve(values.peers);
const document = resolve(values.document);
if (!existsSync(document)) {
  console.error(`${document} is absent, so nothing was measured`);
  process.exit(2);
}
installPeers();

// hey-api needs Node 22 or later; everything runs on the same one.
const node = join(peers, `node_modules/${nodePackage()}/bin/node`);
const probe = join(peers, "peak.cjs");
writeFileSync(
  probe,
  `process.on("exit", () => require("node:fs").writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)));`,
);
const out = (name) => join(peers, "out", name);
const CONTENDERS = {
  ours: () => [join(root, "generator/bin/codegen.mjs"), document, "-o", out("ours"), "--quiet"],
  ots: () => [join(peers, "node_modules/openapi-typescript/bin/cli.js"), document, "-o", join(out("ots"), "types.ts")],
  "hey-api": () => [
    join(peers, "node_modules/@hey-api/openapi-ts/dist/run.mjs"),
    "-i",
    document,
    "-o",
    out("hey-api"),
    "-c",
    "@hey-api/client-fetch",
  ],
};

const names = values.only.split(",");
const results = new Map(names.map((name) => [name, []]));
for (let run = 0; run <= Number(values.runs); run++) {
  for (const name of names) {
    const measured = await measure(name, CONTENDERS[name]());
    // The first round fills the disk's cache and is not counted.
    if (run > 0) results.get(name).push(measured);
  }
}
const median = (list) => [...list].toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
console.log(`${document}\nNode ${version}, ${values.runs} alternating runs, medians`);
const ours = results.get("ours");
for (const [name, list] of results) {
  const seconds = median(list.map((one) => one.seconds));
  const ratios =
    ours && name !== "ours"
      ? `  ours/${name} ${median(list.map((one, i) => ours[i].seconds / one.seconds)).toFixed(2)}`
      : "";
  console.log(
    `${name.padEnd(8)} ${seconds.toFixed(2)} s  ${(median(list.map((one) => one.peak)) / 1024).toFixed(0)} MB${ratios}`,
  );
}

function measure(name, args) {
  rmSync(out(name), { recursive: true, force: true });
  mkdirSync(out(name), { recursive: true });
  const peakFile = join(peers, `${name}.peak`);
  rmSync(peakFile, { force: true });
  const begin = performance.now();
  return new Promise((done, fail) => {
    const child = spawn(node, ["--require", probe, ...args], {
      cwd: peers,
      env: { ...process.env, PEAK_FILE: peakFile, CI: "1", SDKWRIGHT_CACHE: "off" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    child.on("exit", (code) => {
      if (code !== 0) return fail(new Error(`${name} ended with ${code}`));
      done({ seconds: (performance.now() - begin) / 1000, peak: Number(readFileSync(peakFile, "utf8")) });
    });
  });
}

function installPeers() {
  mkdirSync(peers, { recursive: true });
  if (existsSync(join(peers, `node_modules/${nodePackage()}/bin/node`))) return;
  writeFileSync(join(peers, "package.json"), `{ "private": true, "type": "module" }`);
  const packages = [`${nodePackage()}@24`, "openapi-typescript@7", "@hey-api/openapi-ts@latest", "typescript@~5.9"];
  execFileSync("npm", ["install", "--no-audit", "--no-fund", ...packages], {
    cwd: peers,
    stdio: "inherit",
  });
}

/** npm ships Node's binaries, one package for each platform. */
function nodePackage() {
  return `node-${process.platform}-${process.arch}`;
}
