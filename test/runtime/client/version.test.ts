import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { VERSION } from "../../../runtime/src/request/version.js";

it("the version that is sent is that of the package", async () => {
  const manifest = JSON.parse(await readFile(new URL("../../../runtime/package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(VERSION).toBe(manifest.version);
});
