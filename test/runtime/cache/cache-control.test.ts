import { describe, expect, test } from "vitest";
import { directivesOf, isNoCache, secondsOf } from "../../../runtime/src/cache/cache-control.js";

describe("Cache-Control", () => {
  test.each<[title: string, { given: string | undefined; want: Record<string, string> }]>([
    ["absent", { given: undefined, want: {} }],
    ["plain", { given: "max-age=60, must-revalidate", want: { "max-age": "60", "must-revalidate": "" } }],
    ["in any case", { given: "MaX-AgE=60,NO-STORE", want: { "max-age": "60", "no-store": "" } }],
    ["quoted", { given: 'max-age="60", ext="a, max-age=1"', want: { "max-age": "60", ext: "a, max-age=1" } }],
    ["twice", { given: "max-age=60, max-age=5", want: { "max-age": "5" } }],
    ["with fields and without", { given: 'no-cache="set-cookie", no-cache', want: { "no-cache": "" } }],
    ["empty members", { given: ",, max-age=1 ,", want: { "max-age": "1" } }],
    ["what is no directive", { given: '=5, "x", max-age=1', want: { "max-age": "1" } }],
    ["a quote that does not end", { given: 'ext="abc, max-age=1', want: { ext: '"abc', "max-age": "1" } }],
  ])("%s", (_title, { given, want }) => {
    expect(Object.fromEntries(directivesOf(given))).toEqual(want);
  });

  test.each([
    ["max-age=60", 60],
    ["max-age=-1", 0],
    ["max-age='60'", 0],
    ["max-age=1.5", 0],
    ["max-age", 0],
    ["no-store", undefined],
  ])("%s is %s seconds", (field, seconds) => {
    expect(secondsOf(directivesOf(field), "max-age")).toBe(seconds);
  });

  test("no-cache with fields is about those only", () => {
    expect([isNoCache(directivesOf("no-cache")), isNoCache(directivesOf('no-cache="etag"'))]).toEqual([true, false]);
  });
});
