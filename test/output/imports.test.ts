import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

interface Import {
  readonly file: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Static and dynamic imports of a folder's TypeScript files; relative ones resolved against the repository's root. */
function importsOf(folder: string): Import[] {
  return sources(folder).flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    const statements = text.matchAll(
      /^(?:import|export)(\s+type)?\s(?:[^;"']*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm,
    );
    return [...statements].map(([, type, from, dynamic]) => {
      const to = (from ?? dynamic)!;
      return {
        file,
        to: to.startsWith(".") ? relative(root, resolve(root, file, "..", to)) : to,
        typeOnly: type !== undefined,
      };
    });
  });
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("compiled/"))
    .map((file) => join(folder, file));
}

const generator = importsOf("generator/src");
const runtime = importsOf("runtime/src");
const generated = importsOf("generated");
const offences = (list: readonly Import[], bad: (one: Import) => boolean) =>
  list.filter(bad).map((one) => `${one.file} → ${one.to}`);
const inFolder = (path: string, folder: string) => path.startsWith(`${folder}/`);
const STAGES = ["load", "model", "name", "detect", "emit", "write"];
const stageOf = (path: string) => STAGES.find((stage) => inFolder(path, `generator/src/${stage}`));

describe("imports that must never exist", () => {
  test("there is something to look at", () => {
    expect(generator.length).toBeGreaterThan(50);
    expect(runtime.length).toBeGreaterThan(50);
    expect(generated.length).toBeGreaterThan(50);
  });

  test("runtime → generator, templates", () => {
    expect(offences(runtime, ({ to }) => to === "sdkwright" || /^(generator|templates)\//.test(to))).toEqual([]);
  });

  test("node builtins and undici only under runtime/src/node and runtime/src/testing", () => {
    const platform = ({ file }: Import) => inFolder(file, "runtime/src/node") || inFolder(file, "runtime/src/testing");
    const native = ({ to }: Import) => to.startsWith("node:") || to === "undici";
    expect(offences(runtime, (one) => native(one) && !one.typeOnly && !platform(one))).toEqual([]);
  });

  test("runtime core → optional abilities, which are imported by a subpath of their own", () => {
    const abilities =
      /^runtime\/src\/(redis|testing|webhooks|schemas)\/|^runtime\/src\/(observe\/otel|node\/cache-sqlite-store)\./;
    const wanted = ({ file, to, typeOnly }: Import) => !abilities.test(file) && abilities.test(to) && !typeOnly;
    expect(offences(runtime, wanted)).toEqual([]);
    expect(runtime.filter(({ file, to }) => abilities.test(file) && !abilities.test(to)).length).toBeGreaterThan(50);
  });

  test("generated → the runtime package and zod only; its tests → vitest", () => {
    const allowed = ({ file, to }: Import) =>
      to.startsWith("generated/") ||
      /^(@sdkwright\/runtime(\/[\w/-]+)?|zod(\/mini)?)$/.test(to) ||
      (to === "vitest" && file.endsWith(".test.ts"));
    expect(offences(generated, (one) => !allowed(one))).toEqual([]);
  });

  test("emit → load; model → emit; any stage → cli", () => {
    const forbidden = ({ file, to, typeOnly }: Import) =>
      (inFolder(file, "generator/src/emit") && inFolder(to, "generator/src/load") && !typeOnly) ||
      (inFolder(file, "generator/src/model") && inFolder(to, "generator/src/emit")) ||
      (stageOf(file) !== undefined && inFolder(to, "generator/src/cli"));
    expect(offences(generator, forbidden)).toEqual([]);
  });

  test("a stage knows another stage by its types and its published functions only", () => {
    const crosses = ({ file, to, typeOnly }: Import) => {
      const [from, into] = [stageOf(file), stageOf(to)];
      return (
        !typeOnly && from !== undefined && into !== undefined && from !== into && !/\/(index|schema|api)\.js$/.test(to)
      );
    };
    expect(offences(generator, crosses)).toEqual([]);
  });

  test.each([
    ["typescript", /^generator\/src\/emit\/types\//],
    ["openapi-typescript", /^generator\/src\/emit\/types\//],
    ["ts-morph", /^generator\/src\/(surface|config\/edit)\//],
    ["handlebars", /^generator\/src\/(emit\/templates|inspect)\//],
    ["@redocly/openapi-core", /^generator\/src\/load\//],
  ])("%s from one folder", (name, folder) => {
    const uses = ({ file, to }: Import) => (to === name || to.startsWith(`${name}/`)) && !folder.test(file);
    expect(offences(generator, uses)).toEqual([]);
  });

  test("the file system outside load, config, write, cli; the network outside load", () => {
    const may = /^generator\/src\/(load|config|write|cli)\/|^generator\/src\/version\.ts$/;
    expect(offences(generator, ({ file, to }) => to.startsWith("node:fs") && !may.test(file))).toEqual([]);
    const network = /^(node:https?|node:net|undici)$/;
    expect(offences(generator, ({ file, to }) => network.test(to) && !inFolder(file, "generator/src/load"))).toEqual(
      [],
    );
  });

  test("process.exit outside cli/main.ts; eval and Function nowhere", () => {
    const files = [...sources("generator/src"), ...sources("runtime/src")];
    const text = (file: string) => readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    const exits = files.filter((file) => file !== "generator/src/cli/main.ts" && /\bprocess\.exit\(/.test(text(file)));
    expect(exits).toEqual([]);
    expect(files.filter((file) => /\beval\(|\bnew Function\b/.test(text(file)))).toEqual([]);
  });
});
