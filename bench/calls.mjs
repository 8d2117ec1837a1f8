// Calls and pages per second through a generated SDK (retry, throttle and token on, as by default), over keep-alive
// loopback with a JSON answer of 1 KB, in alternating runs beside bare undici and other clients.
//
//   node bench/calls.mjs [--peers DIR] [--runs 7] [--calls 4000] [--at-once 20] [--only ours,undici,…]
//
// Peers are installed into a folder outside the repository, if they are not there yet.
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { Agent as HttpAgent } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { Agent } from "undici";

const self = fileURLToPath(import.meta.url);
/** Answers whatever is asked, as cheaply as a server can, so that the client is what is measured. */
function serve() {
  const answer = (body, more = "") =>
    Buffer.from(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${more}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  const repository = answer(JSON.stringify({ id: 1, name: "undici", text: "x".repeat(990) }));
  const rows = (page) => JSON.stringify(Array.from({ length: 30 }, (_, row) => ({ id: page * 30 + row, title: "x" })));
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    let held = "";
    socket.on("data", (piece) => {
      held += piece.toString("latin1");
      for (let end = held.indexOf("\r\n\r\n"); end >= 0; end = held.indexOf("\r\n\r\n")) {
        const page = /[?&]page=(\d+)/.exec(held.slice(0, held.indexOf("\r\n")));
        held = held.slice(end + 4);
        if (!page) socket.write(repository);
        else {
          const next = Number(page[1]) + 1;
          const link = `link: <http://127.0.0.1:${server.address().port}/repos/o/r/issues?page=${next}>; rel="next"\r\n`;
          setTimeout(() => socket.write(answer(rows(next), next > 40 ? "" : link)), 3);
        }
      }
    });
  });
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
  process.on("disconnect", () => process.exit());
}

async function measure() {
  const { values } = parseArgs({
    options: {
      peers: { type: "string", default: join(tmpdir(), "sdkwright-call-peers") },
      runs: { type: "string", default: "7" },
      calls: { type: "string", default: "4000" },
      "at-once": { type: "string", default: "20" },
      only: { type: "string", default: "undici,ours,openapi-fetch,hey-api,ky,got,axios" },
    },
  });
  const names = values.only.split(",");
  const server = fork(self, ["--serve"]);
  const [port] = await once(server, "message");
  const origin = `http://127.0.0.1:${port}`;
  const sdk = await loadSdk();
  const peers = names.some((name) => !["undici", "ours"].includes(name)) ? installPeers(resolve(values.peers)) : "";

  const clients = new Map();
  for (const name of names) clients.set(name, await CONTENDERS[name](origin, sdk, (path) => load(peers, path)));
  const rates = new Map(names.map((name) => [name, []]));
  const costs = new Map(names.map((name) => [name, []]));
  for (let run = 0; run <= Number(values.runs); run++) {
    for (const [name, { call }] of clients) {
      const before = process.cpuUsage();
      const rate = await perSecond(call, Number(values.calls), Number(values["at-once"]));
      const { user, system } = process.cpuUsage(before);
      if (run === 0) continue; // The first round warms up.
      rates.get(name).push(rate);
      costs.get(name).push((user + system) / Number(values.calls));
    }
  }
  console.log(
    `calls, ${values["at-once"]} at once, median of ${values.runs} paired runs (Node ${process.versions.node})`,
  );
  for (const [name, list] of rates) {
    const to = (other) =>
      rates.has(other) ? median(list.map((rate, run) => rate / rates.get(other)[run])).toFixed(2) : "-";
    // Processor time is what a busy machine does not falsify.
    const cost = `${Math.round(median(costs.get(name)))} µs of processor time each`;
    console.log(`${name.padEnd(14)} ${Math.round(median(list))}/s   ${to("undici")} of undici   ${cost}`);
  }
  for (const [name, list] of rates) {
    if (name === "ours" || name === "undici" || !rates.has("ours")) continue;
    console.log(`ours / ${name}: ${median(rates.get("ours").map((rate, run) => rate / list[run])).toFixed(2)}`);
  }
  await measurePages(origin, sdk, Number(values.runs));
  for (const { close } of clients.values()) await close?.();
  server.disconnect();
}

async function perSecond(call, count, atOnce) {
  let left = count;
  const worker = async () => {
    while (left-- > 0) if ((await call()).name !== "undici") throw new Error("a wrong answer");
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (count / (performance.now() - begin)) * 1000;
}

/** Forty pages of a server that takes 3 ms for each, read by a program that takes 3 ms for each. */
async function measurePages(origin, { createClient, issuesListForRepo }, runs) {
  const work = () => new Promise((done) => setTimeout(done, 3));
  const client = createClient({ auth: "t", baseUrl: origin, allowInsecure: true });
  const agent = new Agent();
  const listing = (prefetch) => async () => {
    const list = client.call(issuesListForRepo, { owner: "o", repo: "r", page: 1 }, { prefetch, recheck: "never" });
    let pages = 0;
    for await (const page of list.pages()) {
      pages += page.items.length > 0 ? 1 : 0;
      await work();
    }
    return pages;
  };
  const byHand = async () => {
    let pages = 0;
    for (let path = "/repos/o/r/issues?page=1"; path;) {
      const { headers, body } = await agent.request({ origin, path, method: "GET" });
      const items = await body.json();
      const next = /<([^>]+)>; rel="next"/.exec(headers["link"] ?? "")?.[1];
      path = next?.slice(origin.length);
      pages += items.length > 0 ? 1 : 0;
      await work();
    }
    return pages;
  };
  const ways = { "a loop by hand": byHand, "prefetch: 0": listing(0), "prefetch: 1": listing(1) };
  const rates = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let run = 0; run <= runs; run++) {
    for (const [name, read] of Object.entries(ways)) {
      const begin = performance.now();
      const pages = await read();
      if (pages !== 40) throw new Error(`${name} read ${pages} pages`);
      if (run > 0) rates[name].push((pages / (performance.now() - begin)) * 1000);
    }
  }
  console.log("pages; the server takes 3 ms for one, and so does the program that reads it");
  for (const [name, list] of Object.entries(rates)) {
    const ratio = median(list.map((rate, run) => rate / rates["a loop by hand"][run]));
    console.log(`${name.padEnd(14)} ${Math.round(median(list))}/s   ${ratio.toFixed(2)} of the loop by hand`);
  }
  await client.close();
  await agent.close();
}

const CONTENDERS = {
  undici: (origin) => {
    const agent = new Agent();
    const headers = { authorization: "Bearer t", accept: "application/json" };
    const call = async () => {
      const { body } = await agent.request({ origin, path: "/repos/nodejs/undici", method: "GET", headers });
      return JSON.parse(await body.text());
    };
    return { call, close: () => agent.close() };
  },
  ours: (origin, { createClient, reposGet }) => {
    const client = createClient({ auth: "t", baseUrl: origin, allowInsecure: true });
    return { call: () => client.call(reposGet, { owner: "nodejs", repo: "undici" }), close: () => client.close() };
  },
  "openapi-fetch": async (origin, _sdk, from) => {
    const { default: createClient } = await from("openapi-fetch");
    const client = createClient({ baseUrl: origin, headers: { authorization: "Bearer t" } });
    const params = { path: { owner: "nodejs", repo: "undici" } };
    return { call: async () => (await client.GET("/repos/{owner}/{repo}", { params })).data };
  },
  "hey-api": async (origin, _sdk, from) => {
    const { createClient, createConfig } = await from("@hey-api/client-fetch");
    const client = createClient(createConfig({ baseUrl: origin, auth: () => "t" }));
    const security = [{ scheme: "bearer", type: "http" }];
    const path = { owner: "nodejs", repo: "undici" };
    return { call: async () => (await client.get({ url: "/repos/{owner}/{repo}", path, security })).data };
  },
  ky: async (origin, _sdk, from) => {
    const { default: ky } = await from("ky");
    const client = ky.create({ headers: { authorization: "Bearer t" } });
    return { call: () => client.get(`${origin}/repos/nodejs/undici`).json() };
  },
  got: async (origin, _sdk, from) => {
    const { default: got } = await from("got");
    const client = got.extend({
      headers: { authorization: "Bearer t" },
      agent: { http: new HttpAgent({ keepAlive: true }) },
    });
    return { call: () => client.get(`${origin}/repos/nodejs/undici`).json() };
  },
  axios: async (origin, _sdk, from) => {
    const { default: axios } = await from("axios");
    const headers = { authorization: "Bearer t" };
    const client = axios.create({ baseURL: origin, headers, httpAgent: new HttpAgent({ keepAlive: true }) });
    return { call: async () => (await client.get("/repos/nodejs/undici")).data };
  },
};

/** The committed SDK of GitHub, as JavaScript. */
async function loadSdk() {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const work = join(root, ".cache/bench-calls");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const entry = join(work, "sdk.ts");
  writeFileSync(
    entry,
    `export { createClient } from "../../generated/github/client.js";
export { reposGet } from "../../generated/github/resources/repos.js";
export { issuesListForRepo } from "../../generated/github/resources/issues.js";\n`,
  );
  const outfile = join(work, "sdk.mjs");
  await build({ entryPoints: [entry], bundle: true, packages: "external", platform: "node", format: "esm", outfile });
  return import(pathToFileURL(outfile).href);
}

function installPeers(folder) {
  if (existsSync(join(folder, "node_modules/openapi-fetch"))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `{ "private": true, "type": "module" }`);
  const packages = ["openapi-fetch@0.17", "@hey-api/client-fetch@0.13", "ky@1", "got@14", "axios@1"];
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", ...packages], {
    cwd: folder,
    stdio: "inherit",
  });
  return folder;
}

/** Imports a package from where the peers are. */
async function load(folder, name) {
  const finder = join(folder, "load.mjs");
  writeFileSync(finder, `export const load = (name) => import(name);\n`);
  return (await import(pathToFileURL(finder).href)).load(name);
}

function median(list) {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
}

if (process.argv[2] === "--serve") serve();
else await measure();
