import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** A server of the example's own API, as far as the example goes. */
async function serve(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => answer(request, response, new URL(request.url!, "http://x.example")));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function json(response: ServerResponse, status: number, value: unknown, headers: object = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}

function run(example: string, env: { [name: string]: string }): Promise<string[]> {
  return new Promise((done, fail) => {
    const args = ["--import", tsx, "--conditions=sdkwright-source", join(root, "examples", `${example}.ts`)];
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("close", (code) => (code === 0 ? done(output.trim().split("\n")) : fail(new Error(output))));
  });
}

test("jsonplaceholder, against json-server", async () => {
  const lines = await run("jsonplaceholder", {});
  expect(lines.slice(0, 2)).toEqual(["1. Post 1", "4. Post 4"]);
  expect(lines.filter((line) => /^\d+\. Post/.test(line)).length).toBe(12);
  expect(lines.join("\n")).toContain("created 36");
  expect(lines.at(-1)).toContain("answered 404");
});

test("pet-store", async () => {
  const cat = { kind: "cat", name: "Mimi", status: "available", lives: 9, id: 7, createdAt: "2026-01-02T03:04:05Z" };
  const seen: string[] = [];
  const url = await serve((request, response, { pathname, searchParams }) => {
    seen.push(`${request.method} ${request.url}`);
    expect(request.headers.authorization).toBe("Bearer sesame");
    if (pathname === "/pets" && request.method === "GET") {
      const first = searchParams.get("cursor") === null;
      const pet = first ? cat : { ...cat, kind: "dog", name: "Rex", id: 8 };
      return json(response, 200, { data: [pet], next_cursor: first ? "c2" : null, has_more: first });
    }
    if (pathname === "/pets") {
      expect(request.headers["idempotency-key"]).toBe("mimi-1");
      return json(response, 201, cat);
    }
    if (pathname === "/files") return json(response, 201, { id: "f", bytes: 4 });
    if (pathname === "/orders/events") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      return response.end(`data: {"type":"order.paid","order":"o1","at":"2026-01-02T03:04:05Z"}\n\ndata: [DONE]\n\n`);
    }
    return json(response, 404, { title: "No such pet", status: 404 });
  });
  expect(await run("pet-store", { PET_STORE_BASE_URL: url, PET_STORE_TOKEN: "sesame" })).toEqual([
    "Mimi with 9 lives",
    "Rex",
    "added 7",
    "No such pet",
    "stored 4 bytes",
    "order.paid o1",
  ]);
  expect(seen.slice(0, 2)).toEqual([
    "GET /pets?status=available&filter%5BminAge%5D=1",
    "GET /pets?cursor=c2&status=available&filter%5BminAge%5D=1",
  ]);
});

test("open-meteo", async () => {
  const url = await serve((_request, response, { searchParams }) => {
    expect(searchParams.get("daily")).toBe("temperature_2m_max,precipitation_sum");
    json(response, 200, {
      daily: { time: ["2026-11-21"], temperature_2m_max: [7.5] },
      daily_units: { temperature_2m_max: "°C" },
    });
  });
  expect(await run("open-meteo", { OPEN_METEO_BASE_URL: url })).toEqual(["2026-11-21 7.5 °C"]);
});

test("openweathermap", async () => {
  const url = await serve((_request, response, { searchParams }) => {
    expect(Object.fromEntries(searchParams)).toEqual({ q: "London,GB", units: "metric", appid: "k3y" });
    json(response, 200, { name: "London", main: { temp: 11 }, weather: [{ description: "mist" }] });
  });
  const env = { OPENWEATHERMAP_BASE_URL: url, OPENWEATHERMAP_API_KEY: "k3y" };
  expect(await run("openweathermap", env)).toEqual(["London: 11 °C, mist"]);
  const refused = await serve((_request, response) => json(response, 401, { cod: 401, message: "Invalid API key" }));
  const lines = await run("openweathermap", { ...env, OPENWEATHERMAP_BASE_URL: refused });
  expect(lines.join("\n")).toContain("401");
  expect(lines.join("\n")).not.toContain("k3y");
});

test("alpha-vantage", async () => {
  const url = await serve((_request, response, { pathname, searchParams }) => {
    expect(pathname).toBe("/query");
    expect(Object.fromEntries(searchParams)).toEqual({ function: "GLOBAL_QUOTE", symbol: "IBM", apikey: "demo" });
    json(response, 200, { "Global Quote": { "05. price": "290.10", "10. change percent": "0.5%" } });
  });
  const env = { ALPHA_VANTAGE_BASE_URL: url, ALPHA_VANTAGE_API_KEY: "demo" };
  expect(await run("alpha-vantage", env)).toEqual(["IBM 290.10 (0.5%)"]);
});

test("github", async () => {
  const url = await serve((request, response, { pathname, searchParams }) => {
    expect(request.headers.authorization).toBe("Bearer ghp_x");
    if (pathname === "/repos/nodejs/undici")
      return json(response, 200, { full_name: "nodejs/undici", stargazers_count: 7 });
    const page = Number(searchParams.get("page") ?? 1);
    const issues = [1, 2, 3].map((n) => ({ id: page * 10 + n, number: page * 10 + n, title: "t" }));
    const next = `<http://${request.headers.host}${pathname}?page=${page + 1}>; rel="next"`;
    return json(response, 200, issues, page < 3 ? { link: next } : {});
  });
  const lines = await run("github", { GITHUB_BASE_URL: url, GITHUB_TOKEN: "ghp_x" });
  expect(lines.slice(0, 6)).toEqual(["nodejs/undici 7", "#11 t", "#12 t", "#13 t", "#21 t", "#22 t"]);
});

test("webhooks, which plays both sides", async () => {
  expect(await run("webhooks", {})).toEqual([
    "Mimi was adopted",
    "order.paid: 0f5c8a6e-5d2b-4f2e-9a57-0d8f2a8f4c11",
    "pet.returned is new to us",
    "refused: signature-mismatch",
  ]);
});
