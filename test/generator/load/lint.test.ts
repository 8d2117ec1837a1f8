import { expect, test } from "vitest";
import { load } from "../../../generator/src/load/index.js";
import { Report } from "../../../generator/src/report/diagnostic.js";

const TEXT = `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      sumary: x
      responses: { "200": { description: ok } }
`;
async function* stdin() {
  yield Buffer.from(TEXT);
}

test.each([
  [true, [["load/lint", 6, "Did you mean summary?"]]],
  [false, []],
])("lint: %s", async (lint, want) => {
  const report = new Report();
  await load({ input: "-", output: "", lint }, report, { stdin: stdin() });
  expect(report.diagnostics.map(({ code, place, fix }) => [code, place?.line, fix])).toEqual(want);
});
