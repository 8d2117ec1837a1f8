import { readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectFolder, typeErrors, writeFiles } from "../support/compile.js";

// A resource's own view of its client does not look at the types of the operation (ADR 6). This is where they are
// compared: the same SDKs, with the client that users have in its place.

const generated = resolve(import.meta.dirname, "../../generated");
let project: string;

beforeAll(async () => {
  project = await projectFolder();
});
afterAll(() => rm(project, { recursive: true, force: true }));

const files = readdirSync(generated, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/^[^/]+\/(tests|mocks|schemas)\//.test(file))
  .map((file) => [file, readFileSync(join(generated, file), "utf8")] as const);

/** The module with every method calling through a {@link Client}. */
const proving = (text: string): string =>
  text.includes("this.client.call(")
    ? `import type { Client } from "@sdkwright/runtime";\n${text.replaceAll("this.client.call(", "(this.client as Client).call(")}`
    : text;

test("what a method says is what its operation gives", { timeout: 120_000 }, async () => {
  await writeFiles(
    project,
    files.map(([path, text]) => [path, proving(text)] as const),
  );
  expect(await typeErrors(project, "7")).toEqual([]);
});

test("and a method that says otherwise is found", { timeout: 120_000 }, async () => {
  const [path, text] = files.find(([name]) => name === "pet-store/resources/pets.ts")!;
  const lie = proving(text).replace("): ApiPromise<Pet,", "): ApiPromise<string,");
  expect(lie).not.toBe(proving(text));
  await writeFiles(project, [[path, lie]]);
  expect(await typeErrors(project, "7")).toContainEqual(
    expect.stringMatching(/pets\.ts.*ApiPromise<Pet.* is not assignable to type 'ApiPromise<string/),
  );
});
