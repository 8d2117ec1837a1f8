import { expect, test } from "vitest";
import { covers, hasKey, keyMeaning, type KeyMeaning } from "../../../../generator/src/emit/types/keys.js";

test.each<[string, KeyMeaning]>([
  ["", "any"],
  [".*", "any"],
  ["^.+$", "any"],
  ["^x-", { prefix: "x-", suffix: "" }],
  ["^x-.*$", { prefix: "x-", suffix: "" }],
  ["_at$", { prefix: "", suffix: "_at" }],
  [".*_at$", { prefix: "", suffix: "_at" }],
  ["^a.*b$", { prefix: "a", suffix: "b" }],
  ["^\\$ref$", { exact: "$ref" }],
  ["^$", { exact: "" }],
  ["^a\\.b", { prefix: "a.b", suffix: "" }],
  ["x-", undefined],
  ["^[a-z]+$", undefined],
  ["^a|b$", undefined],
  ["^\\d", undefined],
  ["^a\\$", { prefix: "a$", suffix: "" }],
  ["a.*b", undefined],
])("the pattern %j means %j", (pattern, meaning) => {
  expect(keyMeaning(pattern)).toEqual(meaning);
});

test("which keys a family has", () => {
  const family = { prefix: "ab", suffix: "bc" };
  expect(["abbc", "ab-bc", "abc", "bc"].map((key) => hasKey(family, key))).toEqual([true, true, false, false]);
  expect([covers("any", family), covers({ prefix: "a", suffix: "" }, family), covers(family, "any")]).toEqual([
    true,
    true,
    false,
  ]);
});
