import { describe, expect, test } from "vitest";
import { linesOf } from "./support.js";
import { PAIRS } from "./pairs.js";

describe("what a change is to users of the SDK", () => {
  test.each(PAIRS)("%s", async (_title, { old, new: next, says, options }) => {
    expect(await linesOf(old, next, options)).toEqual(says);
  });

  test.each(PAIRS)("nothing, compared with itself: %s", async (_title, { old, options }) => {
    expect(await linesOf(old, old, options)).toEqual([]);
  });
});
