import { expect, test } from "vitest";
import { filesOf, oneOperation } from "./support.js";

test("a new version of a document alone changes the one file that says so", async () => {
  const of = (version: string) => {
    const document = oneOperation({ responses: { 200: { description: "" } } });
    return filesOf({
      document: { ...document, info: { title: "T", version } },
      config: { schemas: "zod", tests: true },
    });
  };
  const [old, next] = [await of("1.0.0"), await of("1.1.0")];
  expect([...next].filter(([path, text]) => old.get(path) !== text).map(([path]) => path)).toEqual(["README.md"]);
});
