import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { valueAt, withValueAt } from "../../../runtime/src/paging/pointer.js";

const pointerTo = (keys: readonly string[]): string =>
  keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

describe("JSON Pointers", () => {
  test.each([
    [{ a: [{ b: 1 }] }, "/a/0/b", 1],
    [[1], "", [1]],
    [{ "a/b": { "~": 2 } }, "/a~1b/~0", 2],
    [{ a: null }, "/a/b", undefined],
    [{}, "/__proto__", undefined],
    [{}, "/constructor/name", undefined],
    ["text", "/length", undefined],
    [undefined, "/a", undefined],
  ])("%j at %j is %j", (root, pointer, want) => {
    expect(valueAt(root, pointer)).toEqual(want);
  });

  test("what is put is found, nothing else moves, and the original stays", () => {
    const root = { keep: [1, { x: 2 }], __other: true };
    const before = structuredClone(root);
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (keys) => {
        fc.pre(keys[0] !== "keep" && keys[0] !== "__other");
        const copy = withValueAt(root, pointerTo(keys), "new");
        expect(valueAt(copy, pointerTo(keys))).toBe("new");
        expect(valueAt(copy, "/keep")).toBe(root.keep);
        expect(root).toEqual(before);
      }),
    );
    expect(withValueAt([1, { x: 2 }], "/1/x", 3)).toEqual([1, { x: 3 }]);
    expect(withValueAt(undefined, "/a", 1)).toEqual({ a: 1 });
    expect(Object.getPrototypeOf(withValueAt({}, "/__proto__/polluted", true))).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
