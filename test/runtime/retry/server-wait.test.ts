import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LimitSpec } from "../../../runtime/src/contract.js";
import type { HeaderRecord } from "../../../runtime/src/http.js";
import { retryAt, serverWait } from "../../../runtime/src/retry/server-wait.js";

const now = Date.UTC(2026, 0, 1, 12, 0, 0, 250);
const date = "Thu, 01 Jan 2026 12:00:00 GMT";
const seconds = Date.UTC(2026, 0, 1, 12) / 1000;

interface Case {
  readonly given: HeaderRecord;
  readonly status?: number;
  readonly limits?: LimitSpec;
  readonly want: number | undefined;
}

const cases: readonly (readonly [title: string, Case])[] = [
  ["milliseconds", { given: { "retry-after-ms": "120.5" }, want: 120.5 }],
  ["Azure's milliseconds", { given: { "x-ms-retry-after-ms": "80" }, want: 80 }],
  ["milliseconds before seconds", { given: { "retry-after": "9", "retry-after-ms": "10" }, want: 10 }],
  ["seconds", { given: { "retry-after": "4" }, want: 4000 }],
  ["decimal seconds", { given: { "retry-after": "2.0" }, want: 2000 }],
  ["a fraction of a second", { given: { "retry-after": " 0.25 " }, want: 250 }],
  ["zero", { given: { "retry-after": "0" }, want: 0 }],
  ["a day", { given: { "retry-after": "86400" }, want: 86_400_000 }],
  ["a date, our clock right", { given: { "retry-after": "Thu, 01 Jan 2026 12:00:03 GMT", date }, want: 3000 }],
  [
    "a date, our clock an hour late",
    { given: { "retry-after": "Thu, 01 Jan 2026 13:00:03 GMT", date: "Thu, 01 Jan 2026 13:00:00 GMT" }, want: 3000 },
  ],
  ["a date without Date", { given: { "retry-after": "Thu, 01 Jan 2026 12:00:03 GMT" }, want: 2750 }],
  ["a date that is over", { given: { "retry-after": "Thu, 01 Jan 2026 11:00:00 GMT", date }, want: 0 }],
  ["an obsolete date", { given: { "retry-after": "Thursday, 01-Jan-26 12:00:05 GMT", date }, want: 5000 }],
  ["an ISO date", { given: { "retry-after": "2026-01-01T12:00:05Z", date }, want: 5000 }],
  ["an instant in seconds", { given: { "retry-after": String(seconds + 7), date }, want: 7000 }],
  ["nonsense", { given: { "retry-after": "10 minutes" }, want: undefined }],
  ["a negative number", { given: { "retry-after": "-5" }, want: undefined }],
  ["nothing", { given: {}, want: undefined }],
  ["a reset in epoch seconds", { given: { "x-ratelimit-reset": String(seconds + 9), date }, want: 9000 }],
  ["a reset in epoch milliseconds", { given: { "x-ratelimit-reset": String((seconds + 9) * 1000), date }, want: 9000 }],
  ["a reset in seconds to go", { given: { "x-ratelimit-reset": "9" }, want: 9000 }],
  ["a reset as a date", { given: { "x-ratelimit-reset": "2026-01-01T12:00:09Z", date }, want: 9000 }],
  ["a reset as a duration", { given: { "x-ratelimit-reset-requests": "1m2s" }, want: 62_000 }],
  ["a reset after", { given: { "x-ratelimit-reset-after": "1.5" }, want: 1500 }],
  ["a hyphen more", { given: { "x-rate-limit-reset": "3" }, want: 3000 }],
  [
    "an older draft",
    { given: { "ratelimit-limit": "10", "ratelimit-remaining": "0", "ratelimit-reset": "7" }, want: 7000 },
  ],
  ["the draft's dictionary", { given: { ratelimit: "limit=10, remaining=0, reset=7" }, want: 7000 }],
  ["the draft's list", { given: { ratelimit: '"a";r=5;t=60, "b";r=0;t=7' }, want: 7000 }],
  ["the longest of the budgets that are used up", { given: { ratelimit: '"a";r=0;t=60, "b";r=0;t=7' }, want: 60_000 }],
  [
    "a budget that is not used up",
    { given: { "x-ratelimit-remaining": "10", "x-ratelimit-reset": "9" }, want: undefined },
  ],
  ["a reset on 500", { status: 500, given: { "x-ratelimit-reset": "9" }, want: undefined }],
  ["a reset on 503 without what remains", { status: 503, given: { "x-ratelimit-reset": "9" }, want: undefined }],
  [
    "a used-up budget on 503",
    { status: 503, given: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" }, want: 9000 },
  ],
  [
    "403 that the document does not name",
    { status: 403, given: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" }, want: undefined },
  ],
  [
    "403 that the document names",
    {
      status: 403,
      limits: { statuses: [403] },
      given: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" },
      want: 9000,
    },
  ],
  [
    "declared headers",
    {
      given: { "x-quota-left": "0", "x-quota-renews": "5000" },
      limits: { headers: { remaining: "X-Quota-Left", reset: "X-Quota-Renews", resetUnit: "delta-ms" } },
      want: 5000,
    },
  ],
  [
    "declared unit against the value's look",
    {
      given: { "x-ratelimit-reset": "1500" },
      limits: { headers: { reset: "X-RateLimit-Reset", resetUnit: "delta-ms" } },
      want: 1500,
    },
  ],
];

describe("the wait that the server names", () => {
  test.each(cases)("%s", (_title, { given, status = 429, limits, want }) => {
    expect(serverWait({ status, headers: given }, now, limits)).toBe(want);
  });

  test("becomes an instant of our clock", () => {
    expect(retryAt({ status: 429, headers: { "retry-after": "4" } }, now)).toEqual(new Date(now + 4000));
    expect(retryAt({ status: 429, headers: {} }, now)).toBeUndefined();
  });

  test("is never negative or no number, whatever the header says", () => {
    const names = [
      "retry-after",
      "retry-after-ms",
      "x-ratelimit-reset",
      "ratelimit",
      "ratelimit-policy",
      "x-ratelimit-remaining",
    ];
    const header = fc.tuple(
      fc.constantFrom(...names),
      fc.oneof(
        fc.string(),
        fc.stringMatching(/^[\d.;=",a-z -]*$/),
        fc.double().map(String),
        fc.constant("9".repeat(400)),
      ),
    );
    fc.assert(
      fc.property(fc.array(header), (fields) => {
        const wait = serverWait({ status: 429, headers: Object.fromEntries(fields) }, now);
        expect(wait === undefined || (wait >= 0 && new Date(now + wait).toISOString() !== "")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
