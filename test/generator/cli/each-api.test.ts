import { stripVTControlCharacters as plain } from "node:util";
import { expect, test } from "vitest";
import { eachApi } from "../../../generator/src/cli/each-api.js";
import type { Reporter } from "../../../generator/src/cli/reporter.js";
import type { ApiConfig } from "../../../generator/src/config/config.js";
import { StopError } from "../../../generator/src/report/diagnostic.js";

const FAULTS: Record<string, () => Promise<boolean>> = {
  fine: () => Promise.resolve(true),
  stale: () => Promise.resolve(false),
  wrong: () =>
    Promise.reject(new StopError([{ code: "load/empty", severity: "stop", message: "Empty.", fix: "Mend it." }])),
  full: () => Promise.reject(Object.assign(new Error("x"), { code: "ENOSPC", syscall: "open", path: "/a" })),
  bug: () => Promise.reject(new TypeError("no such thing")),
};

/** Runs one API per fault; gives what was said, in order. */
async function ran(...names: string[]) {
  const said: string[] = [];
  const reporter: Reporter = {
    stage() {},
    line: (text) => void said.push(plain(text)),
    diagnostics: (list) => void said.push(...list.map(({ code }) => code)),
    bug: (error) => void said.push(`bug: ${(error as Error).message}`),
    result() {},
    done() {},
  };
  const code = await eachApi(
    {
      apis: names.map((name) => [name, {} as ApiConfig]),
      run: async (name) => {
        said.push(`begin ${name}`);
        return FAULTS[name]!();
      },
      failure: { stopped: "nothing was written", bug: "not generated" },
      onFailure: (name) => void said.push(`failed ${name}`),
    },
    reporter,
  );
  return { code, said: said.join(", ").split(/, (?=begin)/) };
}

test("an API that fails does not hold up the next one, whatever the fault", async () => {
  expect(await ran("wrong", "bug", "full", "fine")).toEqual({
    code: 2,
    said: [
      "begin wrong, load/empty, ✗ wrong: nothing was written, failed wrong",
      "begin bug, bug: no such thing, ✗ bug: not generated, failed bug",
      "begin full, write/refused, ✗ full: nothing was written, failed full",
      "begin fine",
    ],
  });
});

test.each([
  [["fine", "fine"], 0],
  [["fine", "stale", "fine"], 1],
  [["wrong", "fine"], 1],
  [["bug", "wrong", "stale"], 2],
])("exit code of %j: %i", async (names, code) => {
  expect((await ran(...names)).code).toBe(code);
});
