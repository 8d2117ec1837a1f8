import { resolve } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import * as z from "zod";
import { operationOf, play } from "./things.js";

test("what checks is loaded when it is needed, and is in no other bundle", async () => {
  const { metafile } = await build({
    entryPoints: [resolve(import.meta.dirname, "../../../runtime/src/index.ts")],
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: "unused",
    write: false,
    metafile: true,
    platform: "node",
    packages: "external",
    conditions: ["sdkwright-source"],
    logLevel: "silent",
  });
  const chunks = Object.entries(metafile.outputs);
  const [entry] = chunks.find(([, { entryPoint }]) => entryPoint?.endsWith("runtime/src/index.ts")) ?? [];
  const reached = new Set<string>();
  const visit = (chunk: string): void => {
    if (reached.has(chunk)) return;
    reached.add(chunk);
    for (const { path, kind } of metafile.outputs[chunk]?.imports ?? []) if (kind === "import-statement") visit(path);
  };
  visit(entry!);
  const checks = (names: Iterable<string>): string[] =>
    [...names]
      .flatMap((name) => Object.keys(metafile.outputs[name]?.inputs ?? {}))
      .filter((file) => /src\/validate\//.test(file));
  expect(checks(reached)).toEqual([]);
  expect(checks(chunks.map(([name]) => name)).length).toBeGreaterThan(10);
});

test("schemas are loaded once, beside the request, and not where nothing is checked", async () => {
  const schemas = { answers: { "200": { "application/json": z.looseObject({}) } } };
  let loads = 0;
  const operation = {
    ...operationOf(schemas),
    schemas: [() => Promise.resolve({ of: () => schemas }).finally(() => void loads++), "of"] as const,
  };
  const { client } = play([{ body: {} }]);
  await client.call(operation, {}, { validate: "off" });
  expect(loads).toBe(0);
  await client.call(operation, {});
  await client.call(operation, {});
  expect(loads).toBe(1);
});

test("schemas that did not load are asked for again", async () => {
  const schemas = { answers: { "200": { "application/json": z.looseObject({ id: z.int() }) } } };
  let loads = 0;
  const operation = {
    ...operationOf(schemas),
    schemas: [
      () => (++loads === 1 ? Promise.reject(new Error("offline")) : Promise.resolve({ of: () => schemas })),
      "of",
    ] as const,
  };
  const { client } = play([{ body: { id: "1" } }]);
  await client.call(operation, {});
  await client.call(operation, {});
  expect(client.stats().drift).toMatchObject({ unchecked: 1, checked: 1, drifted: 1 });
});
