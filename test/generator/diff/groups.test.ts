import { describe, expect, test } from "vitest";
import type { Change } from "../../../generator/src/diff/index.js";
import { changeLists } from "../../../generator/src/diff/markdown.js";
import { diffText, type Paint } from "../../../generator/src/diff/text.js";

const plain = (text: string): string => text;
const PAINT: Paint = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };

const change = (subject: string, message: string, rest: Partial<Change> = {}): Change => ({
  level: "feature",
  kind: "x",
  area: "parameter",
  subject,
  message,
  at: {},
  ...rest,
});
const type = (subject: string, message: string, rest: Partial<Change> = {}): Change =>
  change(subject, message, { area: "type", level: "breaking", ...rest });

/** The report without its heading. */
const textOf = (...changes: Change[]): string[] =>
  diffText({ old: "1", new: "2", changes }, PAINT, () => "")
    .trimEnd()
    .split("\n")
    .slice(4);

const renamed = (from: string, to: string): Change =>
  change(from, `is called ${to} now`, { kind: "operation-renamed", area: "operation", level: "breaking" });

describe("what happened in the same way to several things is told once", () => {
  test.each<[string, readonly Change[], readonly string[]]>([
    [
      "a common parameter",
      ["pets.list", "owners.list", "shops.list"].map((call) => change(`${call}(limit)`, "added (optional, number)")),
      ["  + (limit) of 3 calls  added (optional, number)", "      of pets.list, owners.list, shops.list"],
    ],
    [
      "two are told one by one",
      ["pets.list", "owners.list"].map((call) => change(`${call}(limit)`, "added")),
      ["  + pets.list(limit)    added", "  + owners.list(limit)  added"],
    ],
    [
      "a field of several types, and the calls that break with any",
      [
        type("Pet.owner", "removed (was Owner)", { affects: ["pets.get"] }),
        type("Shop.owner", "removed (was Owner)", { affects: ["shops.get", "pets.get"] }),
        type("Club.owner", "removed (was Owner)"),
      ],
      ["  ✗ .owner of 3 types  removed (was Owner)", "      of Pet, Shop, Club", "      breaks pets.get, shops.get"],
    ],
    [
      "types that came",
      ["A", "B", "C"].map((name) => type(name, "added", { level: "feature" })),
      ["  + each of 3 types  added", "      of A, B, C"],
    ],
    [
      "a resource under another name",
      ["list", "get", "create"].map((method) => renamed(`pets.${method}`, `animals.${method}`)),
      ["  ✗ pets.* of 3 calls  is called animals.* now", "      of pets.list, pets.get, pets.create"],
    ],
    [
      "methods that were renamed each in its way stay apart",
      [renamed("pets.list", "pets.all"), renamed("pets.get", "pets.one"), renamed("pets.add", "pets.create")],
      [
        "  ✗ pets.list  is called pets.all now",
        "  ✗ pets.get   is called pets.one now",
        "  ✗ pets.add   is called pets.create now",
      ],
    ],
  ])("%s", (_title, changes, want) => {
    expect(textOf(...changes)).toEqual(want);
  });

  test("a long list of calls is counted, the nearest first", () => {
    const affects = ["a", "b", "c", "d", "e", "f", "g"].map((name) => `${name}.list`);
    expect(textOf(type("Pet.name", "removed", { affects }))).toEqual([
      "  ✗ Pet.name  removed",
      "      breaks a.list, b.list, c.list, d.list, e.list and 2 more",
    ]);
  });

  test("in a pull request as well", () => {
    const changes = ["Pet", "Shop", "Club"].map((name) =>
      type(`${name}.owner`, "removed", { affects: [`${name.toLowerCase()}s.get`] }),
    );
    expect(changeLists(changes, "###")).toBe(
      "\n### Breaking\n\n- `.owner of 3 types` removed<br>of `Pet`, `Shop`, `Club`<br>breaks `pets.get`, `shops.get`, `clubs.get`\n",
    );
  });
});
