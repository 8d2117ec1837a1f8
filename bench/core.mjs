// What the runtime costs a program: the bundle of one call, what that call loads besides, the time of an import.
// "Core" is `createClient` with a token and one JSON GET of the pet store's SDK, retry and throttle on as by default:
// the entry of its bundle and everything that it imports statically, minified, gzipped, undici apart.
//
//   node bench/core.mjs [--runs 9]
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { runs: { type: "string", default: "9" } } });
const work = join(root, ".cache/bench-core");
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
writeFileSync(join(work, "package.json"), `{ "type": "module", "sideEffects": false }`);
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const gzipped = (texts) => texts.reduce((sum, text) => sum + gzipSync(text).length, 0);

await measureBundles();
measureImports();

async function measureBundles() {
  const entry = join(work, "one.ts");
  writeFileSync(
    entry,
    `import { createClient } from "../../generated/pet-store/client.js";
import { petsGet } from "../../generated/pet-store/resources/pets.js";
const client = createClient({ auth: { token: "t" }, baseUrl: process.argv[2] });
await client.call(petsGet, { id: 1 });
await client.close();\n`,
  );
  const outdir = join(work, "split");
  const options = { entryPoints: [entry], bundle: true, minify: true, format: "esm", platform: "node", outdir };
  const { metafile } = await build({ ...options, splitting: true, external: ["undici"], metafile: true });
  const core = staticFiles(metafile, "one.ts").map((file) => readFileSync(join(process.cwd(), file)));
  console.log(
    `core bundle: ${kilobytes(gzipSync(Buffer.concat(core)).length)} gzipped as one text, ${kilobytes(gzipped(core))} as ${core.length} files`,
  );

  const loaded = (await filesOfOneCall(outdir)).map((file) => readFileSync(file));
  console.log(`loaded when the call has been answered: ${kilobytes(gzipSync(Buffer.concat(loaded)).length)} gzipped`);
  const { outputFiles } = await build({ ...options, external: ["undici"], write: false });
  console.log(`without splitting, every ability in one file: ${kilobytes(gzipped([outputFiles[0].contents]))} gzipped`);
}

/** The entry and what it imports statically. */
function staticFiles({ outputs }, name) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file) || !outputs[file]) return;
    seen.add(file);
    for (const { path, kind } of outputs[file].imports) if (kind === "import-statement") visit(path);
  };
  visit(Object.keys(outputs).find((file) => outputs[file].entryPoint?.endsWith(name)));
  return [...seen];
}

/** What V8 says it ran, when the bundle had made its call. */
async function filesOfOneCall(outdir) {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(`{"id":1,"name":"Rex"}`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const coverage = join(work, "coverage");
  const { spawn } = await import("node:child_process");
  const child = spawn(process.execPath, [join(outdir, "one.js"), `http://127.0.0.1:${server.address().port}`], {
    env: { ...process.env, NODE_V8_COVERAGE: coverage },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  server.close();
  if (code !== 0) throw new Error(`the bundled call ended with ${code}`);
  const { result } = JSON.parse(readFileSync(join(coverage, readdirSync(coverage)[0]), "utf8"));
  return result.flatMap(({ url }) => (url.includes("/bench-core/split/") ? [fileURLToPath(url)] : []));
}

function measureImports() {
  const specifiers = {
    "nothing (an empty module)": "data:text/javascript,",
    undici: "undici",
    "@sdkwright/runtime": "@sdkwright/runtime",
  };
  const times = Object.fromEntries(Object.keys(specifiers).map((name) => [name, []]));
  for (let run = 0; run < Number(values.runs); run++) {
    for (const [name, specifier] of Object.entries(specifiers)) {
      // Processor time beside the clock's: what a busy machine does not falsify.
      const script = `const [begin, cpu] = [performance.now(), process.cpuUsage()]; await import(${JSON.stringify(specifier)});
const { user, system } = process.cpuUsage(cpu); console.log([performance.now() - begin, (user + system) / 1000].join());`;
      const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root });
      times[name].push(String(printed).split(",").map(Number));
    }
  }
  for (const [name, list] of Object.entries(times)) {
    const ratio = median(list.map(([time], run) => time / times["undici"][run][0])).toFixed(2);
    const [time, cpu] = [0, 1].map((index) => median(list.map((one) => one[index])).toFixed(0));
    console.log(`import of ${name}: ${time} ms, ${ratio} of undici's; ${cpu} ms of processor time`);
  }
}

function median(list) {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
}
