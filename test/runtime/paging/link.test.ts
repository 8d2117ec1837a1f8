import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextLink } from "../../../runtime/src/paging/link.js";

describe("rel=next is found in what servers write", () => {
  test.each<[string | undefined, string | undefined]>([
    [undefined, undefined],
    ["", undefined],
    [
      '<https://a.example/x?page=2>; rel="next", <https://a.example/x?page=9>; rel="last"',
      "https://a.example/x?page=2",
    ],
    ["</x?a=1,2;b>;rel=next", "/x?a=1,2;b"],
    ['<?page=2>; title="a, b; c"; rel="prev next"', "?page=2"],
    ['<?page=2>; REL="NEXT"', "?page=2"],
    ["<?page=2>; rel='next'", "?page=2"],
    ['<?page=1>; rel="prev"', undefined],
    ['<?page=1>; rel="nextish"', undefined],
    ['<?page=1>; rel="prev";, <?page=3>; rel="next"', "?page=3"],
    ['nonsense <?page=2>; rel="next"', "?page=2"],
    ['<?page=2; rel="next"', undefined],
    ["next", undefined],
  ])("%j → %j", (field, want) => {
    expect(nextLink(field)).toBe(want);
  });

  test("no field makes it throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[<>;,=" a-z*']{0,40}$/)), (field) => {
        expect(["string", "undefined"]).toContain(typeof nextLink(field));
      }),
    );
  });
});
