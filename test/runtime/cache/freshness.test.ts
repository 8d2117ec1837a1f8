import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { directivesOf } from "../../../runtime/src/cache/cache-control.js";
import { freshnessOf, usefulFor } from "../../../runtime/src/cache/freshness.js";
import type { CacheOptions } from "../../../runtime/src/cache/index.js";
import { rulesOf } from "../../../runtime/src/cache/rules.js";
import type { CacheEntry } from "../../../runtime/src/cache/store.js";
import type { HeaderRecord } from "../../../runtime/src/http.js";

const received = Date.UTC(2026, 0, 1, 12);
const at = (seconds: number): string => new Date(received + seconds * 1000).toUTCString();

function entryOf(headers: HeaderRecord, facts: Partial<CacheEntry> = {}): CacheEntry {
  return {
    status: 200,
    headers,
    body: null,
    requestedAt: received,
    receivedAt: received,
    ...facts,
  };
}

/** How long the answer is fresh, in whole seconds. */
function lifetime(entry: CacheEntry, options: CacheOptions = {}, asked = ""): number {
  const fresh = (seconds: number): boolean =>
    freshnessOf(entry, directivesOf(asked), rulesOf(options), received + seconds * 1000).fresh;
  let seconds = 0;
  while (fresh(seconds) && seconds < 1000) seconds++;
  return seconds;
}

interface Case {
  readonly given: HeaderRecord;
  readonly entry?: Partial<CacheEntry>;
  readonly options?: CacheOptions;
  readonly asked?: string;
  readonly want: number;
}

const cases: readonly (readonly [title: string, Case])[] = [
  ["nothing stated", { given: {}, want: 0 }],
  ["max-age", { given: { "cache-control": "max-age=60" }, want: 60 }],
  ["max-age before Expires", { given: { "cache-control": "max-age=60", expires: at(5) }, want: 60 }],
  ["s-maxage is for proxies", { given: { "cache-control": "max-age=60, s-maxage=5" }, want: 60 }],
  ["private is for us", { given: { "cache-control": "private, max-age=60" }, want: 60 }],
  ["Expires against Date", { given: { expires: at(3660), date: at(3600) }, want: 60 }],
  ["Expires without Date", { given: { expires: at(60) }, want: 60 }],
  ["Expires: 0", { given: { expires: "0" }, want: 0 }],
  ["no-cache", { given: { "cache-control": "no-cache, max-age=60" }, want: 0 }],
  ["Age", { given: { "cache-control": "max-age=60", age: "40" }, want: 20 }],
  ["an Age that is none", { given: { "cache-control": "max-age=60", age: "7200.0" }, want: 0 }],
  ["a Date long ago", { given: { "cache-control": "max-age=60", date: at(-40) }, want: 20 }],
  ["a slow answer", { given: { "cache-control": "max-age=60" }, entry: { requestedAt: received - 10_000 }, want: 50 }],
  ["our ttl where nothing is stated", { given: {}, options: { ttl: 30_000 }, want: 30 }],
  ["our ttl, whatever the Age", { given: { age: "40", date: at(-100) }, options: { ttl: 30_000 }, want: 30 }],
  ["our ttl against max-age", { given: { "cache-control": "max-age=5" }, options: { ttl: 30_000 }, want: 5 }],
  ["our ttl against no-cache", { given: { "cache-control": "no-cache" }, options: { ttl: 30_000 }, want: 0 }],
  [
    "our ttl by force",
    { given: { "cache-control": "no-cache, max-age=0" }, options: { ttl: 30_000, force: true }, want: 30 },
  ],
  ["our ttl for an error", { given: {}, entry: { status: 404 }, options: { ttl: 30_000 }, want: 0 }],
  ["Last-Modified", { given: { "last-modified": at(-600), date: at(0) }, want: 0 }],
  [
    "Last-Modified, guessing",
    { given: { "last-modified": at(-600), date: at(0) }, options: { heuristic: 0.1 }, want: 60 },
  ],
  [
    "guessing for a status that may not",
    { given: { "last-modified": at(-600) }, entry: { status: 201 }, options: { heuristic: 0.1 }, want: 0 },
  ],
  ["asked with max-age", { given: { "cache-control": "max-age=60" }, asked: "max-age=9", want: 10 }],
  ["asked with min-fresh", { given: { "cache-control": "max-age=60" }, asked: "min-fresh=20", want: 40 }],
  ["asked with max-stale", { given: { "cache-control": "max-age=60" }, asked: "max-stale=20", want: 80 }],
  ["asked with max-stale of any length", { given: { "cache-control": "max-age=60" }, asked: "max-stale", want: 1000 }],
  [
    "asked with max-stale against must-revalidate",
    { given: { "cache-control": "max-age=60, must-revalidate" }, asked: "max-stale=20", want: 60 },
  ],
  ["asked with no-cache", { given: { "cache-control": "max-age=60" }, asked: "no-cache", want: 0 }],
];

describe("freshness", () => {
  test.each(cases)("%s", (_title, { given, entry, options, asked, want }) => {
    expect(lifetime(entryOf(given, entry), options, asked)).toBe(want);
  });

  test("ends once, and age grows with time, whatever the headers", () => {
    const seconds = fc.nat(500);
    const headers = fc.record(
      {
        "cache-control": fc.oneof(
          seconds.map((value) => `max-age=${value}`),
          fc.constantFrom("no-cache", "public"),
          fc.string(),
        ),
        expires: fc.oneof(seconds.map(at), fc.string()),
        date: fc.oneof(fc.integer({ min: -500, max: 500 }).map(at), fc.string()),
        age: fc.oneof(seconds.map(String), fc.string()),
        "last-modified": seconds.map((value) => at(-value * 100)),
      },
      { requiredKeys: [] },
    );
    const rules = fc
      .record({ ttl: fc.nat(200_000), heuristic: fc.constantFrom(0, 0.1) })
      .map((options) => rulesOf(options));
    fc.assert(
      fc.property(headers, rules, fc.array(fc.nat(1000)), (given, options, moments) => {
        const entry = entryOf(given as HeaderRecord);
        const states = moments
          .toSorted((a, b) => a - b)
          .map((second) => freshnessOf(entry, new Map(), options, received + second * 1000));
        for (const [index, state] of states.entries()) {
          const before = states[index - 1];
          if (!before) continue;
          expect(state.age).toBeGreaterThanOrEqual(before.age);
          if (state.fresh) expect(before.fresh).toBe(true);
        }
      }),
    );
  });

  test.each<[title: string, HeaderRecord, CacheOptions, seconds: number]>([
    ["while it is fresh", { "cache-control": "max-age=60" }, {}, 60],
    ["and while it may be served stale", { "cache-control": "max-age=60, stale-if-error=30" }, {}, 90],
    ["and while it can be revalidated", { "cache-control": "max-age=60", etag: '"a"' }, { keep: 100_000 }, 160],
    ["not at all without use", {}, {}, 0],
    ["a year at most", { "cache-control": "max-age=99999999999" }, {}, 365 * 86_400],
  ])("an answer is kept %s", (_title, headers, options, seconds) => {
    expect(usefulFor(entryOf(headers), rulesOf(options))).toBe(seconds * 1000);
  });
});
