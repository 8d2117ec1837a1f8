import { stripVTControlCharacters as plain } from "node:util";
import { beforeEach, expect, test, vi } from "vitest";
import { ask } from "../../../generator/src/cli/init/wizard.js";
import { StopError } from "../../../generator/src/report/diagnostic.js";

/** What the user types, in order; what was asked and told. */
const { typed, seen, CANCEL } = vi.hoisted(() => ({
  typed: [] as unknown[],
  seen: [] as string[],
  CANCEL: Symbol("left"),
}));

vi.mock("@clack/prompts", () => {
  const question = ({ message }: { message: string }) => {
    seen.push(message.split(/[ (?]/).slice(0, 2).join(" "));
    return Promise.resolve(typed.shift());
  };
  return {
    text: question,
    confirm: question,
    multiselect: question,
    intro() {},
    cancel: (text: string) => void seen.push(text),
    isCancel: (value: unknown) => value === CANCEL,
    log: { error: (text: string) => void seen.push(plain(text).replace(/^.*? /, "")) },
    spinner: () => ({ start() {}, stop() {}, error() {} }),
  };
});

beforeEach(() => {
  typed.length = 0;
  seen.length = 0;
});

/** Reads documents that are named `good`. */
async function read(source: string) {
  if (source.startsWith("good")) return;
  throw new StopError([{ code: "x", severity: "stop", message: `No ${source}.`, fix: "Give one." }]);
}
const GIVEN = { output: "sdk", validation: false, tests: false, scripts: false, workflow: false };

test("a document that cannot be read is told at once, and asked for again", async () => {
  typed.push("bad", "good", true);
  expect(await ask(GIVEN, { found: [], read })).toEqual({ ...GIVEN, inputs: ["good"], generate: true });
  expect(seen).toEqual(["Path or", expect.stringContaining("x No bad."), "Path or", "Generate now"]);
});

test("of the documents that were found, those that are picked are read", async () => {
  typed.push(["good", "bad"], ["good", "good too"], false);
  const documents = { found: ["bad", "good", "good too"], read };
  expect(await ask(GIVEN, documents)).toEqual({ ...GIVEN, inputs: ["good", "good too"], generate: false });
  expect(seen).toEqual(["Which documents", expect.stringContaining("x No bad."), "Which documents", "Generate now"]);
});

test.each([0, 1, 2, 3, 4, 5, 6])("Ctrl-C at question %i", async (at) => {
  typed.push(...["good", "sdk", false, false, false, false].slice(0, at), CANCEL);
  expect(await ask({}, { found: [], read })).toBeUndefined();
  expect(seen.length).toBe(at + 2);
  expect(seen.at(-1)).toBe("Nothing was written.");
});
