import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generate } from "../../generator/src/index.js";
import config from "./codegen.config.js";

const here = (path: unknown): string => fileURLToPath(new URL(String(path), import.meta.url));

test("the SDK that the probes run is what the generator makes of api.yaml", async () => {
  const faults = config.apis["faults"]!;
  const made = await generate({ ...faults, input: here(faults.input), output: here(faults.output) }, { dryRun: true });
  expect(made.written).toMatchObject({ created: [], updated: [], removed: [] });
});
