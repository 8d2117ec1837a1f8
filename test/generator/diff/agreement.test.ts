import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { apiView, compareSdks, type Change } from "../../../generator/src/diff/index.js";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { generateFiles } from "../../../generator/src/pipeline.js";
import { surfaceView } from "../../../generator/src/surface/sdk.js";

/** Everything that can be done to a document: what it is called, and how. */
function edits(document: JsonObject): [string, () => void][] {
  const found: [string, () => void][] = [];
  const visit = (node: Json | undefined, at: string): void => {
    if (typeof node !== "object" || node === null) return;
    if (!Array.isArray(node))
      found.push(...editsOf(node).map(([what, edit]) => [`${at}: ${what}`, edit] as [string, () => void]));
    for (const [key, value] of Object.entries(node)) if (!key.startsWith("example")) visit(value, `${at}/${key}`);
  };
  visit(document, "");
  return found;
}

function editsOf(node: JsonObject): [string, () => void][] {
  const found: [string, () => void][] = [];
  const { properties, required, enum: values, parameters, oneOf } = node;
  const names = Array.isArray(required) ? required : [];
  if (typeof properties === "object" && properties !== null && !Array.isArray(properties))
    for (const name of Object.keys(properties)) {
      const others = names.filter((one) => one !== name);
      found.push([`without ${name}`, () => void (delete properties[name], (node["required"] = others))]);
      found.push([
        `${name} required or not`,
        () => void (node["required"] = names.includes(name) ? others : [...names, name]),
      ]);
      found.push([`${name} of another type`, () => void (properties[name] = { type: "boolean" })]);
    }
  if (Array.isArray(values) && values.length > 2 && typeof values[0] === "string") {
    found.push(["one value less", () => void values.pop()]);
    found.push(["one value more", () => void values.push("quite-new")]);
  }
  if (Array.isArray(parameters) && parameters.length > 0) {
    found.push(["one parameter less", () => void parameters.pop()]);
    for (const needed of [true, false])
      found.push([
        "one parameter more",
        () => void parameters.push({ name: "zz", in: "query", required: needed, schema: { type: "string" } }),
      ]);
  }
  if (Array.isArray(oneOf) && oneOf.length > 1) found.push(["one alternative less", () => void oneOf.pop()]);
  return found;
}

async function views(document: JsonObject) {
  const { files, ...known } = await generateFiles({ input: document, output: "" });
  return { api: apiView(known), code: surfaceView(files) };
}

const breaking = (changes: readonly Change[]): string[] =>
  changes.filter((one) => one.level === "breaking").map((one) => `${one.kind} ${one.subject}`);

test("a description and the code made from it agree on whether an edit is breaking", async () => {
  const file = resolve(import.meta.dirname, "../../../specs/pet-store/openapi.yaml");
  const document = parse(await readFile(file, "utf8")) as JsonObject;
  const old = await views(document);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: edits(document).length - 1 }), async (index) => {
      const copy = structuredClone(document);
      const [what, edit] = edits(copy)[index]!;
      edit();
      const next = await views(copy);
      const [api, code] = [compareSdks(old.api, next.api), compareSdks(old.code, next.code)];
      expect(breaking(api).length > 0, `${what}\n${breaking(api).join("\n")}\n${breaking(code).join("\n")}`).toBe(
        breaking(code).length > 0,
      );
    }),
    { numRuns: 25 },
  );
}, 60_000);
