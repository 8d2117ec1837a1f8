// What the whole GitHub SDK costs its users: type-check time under both compilers, against its models alone; the bundle
// of one call; the time to import everything.
//
//   node bench/sdk.mjs [--runs 3] [--document FILE]
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    document: { type: "string", default: join(root, "node_modules/@octokit/openapi/generated/api.github.com.json") },
  },
});
if (!existsSync(values.document)) {
  console.error(`${values.document} is absent, so nothing was measured`);
  process.exit(2);
}
const work = join(root, ".cache/bench-sdk");
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
writeFileSync(join(work, "package.json"), `{ "type": "module", "sideEffects": false }`);
const sdk = join(work, "sdk");
const codegen = join(root, "generator/bin/codegen.mjs");
execFileSync(process.execPath, [codegen, resolve(values.document), "-o", sdk, "--name", "GitHub", "--quiet"]);

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const seconds = (action) => {
  const begin = performance.now();
  action();
  return (performance.now() - begin) / 1000;
};

for (const [version, name] of [
  ["5.9", "typescript"],
  ["7", "typescript-7"],
]) {
  const tsc = join(root, "node_modules", name, "bin/tsc");
  const runs = { whole: [], models: [] };
  for (let run = 0; run < Number(values.runs); run++) {
    for (const [what, include] of [
      ["whole", ["sdk/**/*.ts"]],
      ["models", ["sdk/models.ts", "sdk/models/*.ts"]],
    ]) {
      const config = join(work, `tsconfig.${what}.json`);
      const options = {
        target: "ES2022",
        lib: ["ES2023"],
        types: ["node"],
        module: "nodenext",
        strict: true,
        noEmit: true,
      };
      writeFileSync(config, JSON.stringify({ compilerOptions: { ...options, skipLibCheck: true }, include }));
      runs[what].push(seconds(() => execFileSync(process.execPath, [tsc, "-p", config])));
    }
  }
  const ratio = median(runs.whole.map((time, index) => time / runs.models[index]));
  const [whole, models] = [median(runs.whole).toFixed(2), median(runs.models).toFixed(2)];
  console.log(
    `type-check, TypeScript ${version}: whole ${whole} s, models alone ${models} s, ratio ${ratio.toFixed(2)}`,
  );
}

const one = join(work, "one.ts");
writeFileSync(
  one,
  `import { createClient } from "./sdk/client.js";
import { reposGet } from "./sdk/resources/repos.js";
export const repo = () => createClient({ auth: "t" }).call(reposGet, { owner: "o", repo: "r" });\n`,
);
for (const [title, external] of [
  ["one call without the runtime", ["@sdkwright/runtime"]],
  ["one call with the runtime, without undici", ["undici"]],
]) {
  const outdir = join(work, "bundle");
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [one],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    outdir,
    external,
    logLevel: "error",
    metafile: true,
  }).then(({ metafile }) => console.log(`bundle, ${title}: ${staticSize(metafile, outdir)}`));
}

const all = join(work, "all");
await build({
  entryPoints: readdirSync(sdk, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(sdk, file)),
  outdir: all,
  format: "esm",
  logLevel: "error",
});
const times = [];
for (let run = 0; run < 5; run++) {
  const script = `const begin = performance.now(); await import(${JSON.stringify(join(all, "index.js"))}); console.log(performance.now() - begin);`;
  times.push(
    Number(execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: work, encoding: "utf8" })),
  );
}
console.log(`import of everything, the runtime included: ${median(times).toFixed(0)} ms`);

/** What a page loads at once: the entry and what it imports statically. */
function staticSize({ outputs }, outdir) {
  const entry = Object.keys(outputs).find((file) => outputs[file].entryPoint?.endsWith("one.ts"));
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file) || !outputs[file]) return;
    seen.add(file);
    for (const { path, kind } of outputs[file].imports) if (kind === "import-statement") visit(path);
  };
  visit(entry);
  const text = Buffer.concat(
    [...seen].map((file) => readFileSync(join(outdir, "..", "..", "..", file.replace(/^.*?\.cache/, ".cache")))),
  );
  return `${(text.length / 1024).toFixed(1)} KB, ${(gzipSync(text).length / 1024).toFixed(1)} KB gzipped`;
}
