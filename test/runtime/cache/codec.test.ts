import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeRecord, encodeRecord, type CacheEntry, type CacheRecord } from "../../../runtime/src/cache/index.js";

const entry: fc.Arbitrary<CacheEntry> = fc.record(
  {
    status: fc.nat(599),
    headers: fc.dictionary(fc.string(), fc.string()),
    setCookie: fc.array(fc.string()),
    body: fc.option(fc.uint8Array().map((bytes) => new Uint8Array(bytes))),
    accept: fc.string(),
    requestedAt: fc.nat(),
    receivedAt: fc.nat(),
  },
  { requiredKeys: ["status", "headers", "body", "requestedAt", "receivedAt"] },
);
const variants = fc.record({ variesBy: fc.array(fc.string()), generation: fc.string() });

describe("a record as bytes", () => {
  test("is what it was", () => {
    fc.assert(
      fc.property(fc.oneof<fc.Arbitrary<CacheRecord>[]>(entry, variants), (record) => {
        expect(decodeRecord(encodeRecord(record))).toEqual(record);
      }),
    );
  });

  test("is nothing when it was cut off", () => {
    fc.assert(
      fc.property(entry, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (record, share) => {
        const bytes = encodeRecord(record);
        expect(decodeRecord(bytes.slice(0, Math.floor(bytes.length * share)))).toBeUndefined();
      }),
    );
  });

  test.each([
    "",
    "\n",
    "null\n",
    "[]\n",
    "{}\n",
    '{"status":"200"}\n',
    '{"variesBy":[1],"generation":"g"}\n',
    "\u0000\u0001\n",
  ])("is nothing when it is %j", (text) => {
    expect(decodeRecord(new TextEncoder().encode(text))).toBeUndefined();
  });
});
