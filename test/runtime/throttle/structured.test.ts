import fc from "fast-check";
import { parseList, serializeList, type Item } from "structured-headers";
import { describe, expect, test } from "vitest";
import { readMembers } from "../../../runtime/src/throttle/structured.js";

const plain = (text: string): [string, Record<string, string>][] =>
  readMembers(text).map(({ name, params }) => [name, Object.fromEntries(params)]);

describe("members of a list", () => {
  test.each<[title: string, { given: string; want: [string, Record<string, string>][] }]>([
    [
      "of strings",
      {
        given: '"a";r=50;t=30, "b";r=1',
        want: [
          ["a", { r: "50", t: "30" }],
          ["b", { r: "1" }],
        ],
      },
    ],
    ["of tokens, as some servers write", { given: "default;r=50;t=30", want: [["default", { r: "50", t: "30" }]] }],
    [
      "of numbers",
      {
        given: "100;w=60, 1000;w=3600",
        want: [
          ["100", { w: "60" }],
          ["1000", { w: "3600" }],
        ],
      },
    ],
    [
      "of a dictionary",
      { given: "limit=100, remaining=5, reset=7", want: [["", { limit: "100", remaining: "5", reset: "7" }]] },
    ],
    [
      "of a dictionary with semicolons",
      { given: "limit=100;remaining=5;reset=7", want: [["", { limit: "100", remaining: "5", reset: "7" }]] },
    ],
    ["with blanks", { given: ' "a" ; r = 50 ;t=30 ', want: [["a", { r: "50", t: "30" }]] }],
    ["with separators in a name", { given: '"a;b, \\"c\\"";r=1', want: [['a;b, "c"', { r: "1" }]] }],
    ["with a partition key", { given: '"a";pk=:Y2E=:;r=1', want: [["a", { pk: ":Y2E=:", r: "1" }]] }],
    ["of nothing", { given: "", want: [] }],
  ])("%s", (_title, { given, want }) => {
    expect(plain(given)).toEqual(want);
  });

  test("are those that a parser of the whole RFC finds", () => {
    const text = fc.stringMatching(/^[ -~]*$/);
    const key = fc.stringMatching(/^[a-z][a-z0-9_.*-]{0,8}$/);
    const item: fc.Arbitrary<Item> = fc.tuple(
      text,
      fc
        .dictionary(key, fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), text))
        .map((params) => new Map(Object.entries(params))),
    );
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const header = serializeList(items);
        const want = parseList(header).map(([name, params]) => [
          name,
          Object.fromEntries([...params].map(([param, value]) => [param, String(value)])),
        ]);
        expect(plain(header)).toEqual(want);
      }),
    );
  });

  test("end, whatever the text", () => {
    fc.assert(fc.property(fc.string(), (text) => readMembers(text).length <= text.length));
  });
});
