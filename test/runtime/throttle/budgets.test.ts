import { describe, expect, test } from "vitest";
import type { LimitSpec } from "../../../runtime/src/contract.js";
import type { HeaderRecord } from "../../../runtime/src/http.js";
import { bucketName, readBudgets, type Budget } from "../../../runtime/src/throttle/budgets.js";

const now = Date.UTC(2026, 0, 1, 12);
const epoch = now / 1000;
const date = new Date(now).toUTCString();

interface Case {
  readonly given: HeaderRecord;
  readonly limits?: LimitSpec;
  readonly want: Record<string, Budget>;
}

const cases: readonly (readonly [title: string, Case])[] = [
  [
    "GitHub",
    {
      given: {
        date,
        "x-ratelimit-limit": "5000",
        "x-ratelimit-remaining": "4999",
        "x-ratelimit-reset": String(epoch + 60),
        "x-ratelimit-used": "1",
        "x-ratelimit-resource": "core",
      },
      want: { "": { limit: 5000, remaining: 4999, resetAt: now + 60_000 } },
    },
  ],
  [
    "RateLimit and RateLimit-Policy",
    {
      given: {
        ratelimit: '"burst";r=3;t=1, "daily";r=500;t=80000',
        "ratelimit-policy": '"burst";q=10;w=1, "daily";q=5000;w=86400',
      },
      want: {
        burst: { limit: 10, remaining: 3, resetAt: now + 1000, window: 1000 },
        daily: { limit: 5000, remaining: 500, resetAt: now + 80_000_000, window: 86_400_000 },
      },
    },
  ],
  [
    "a policy in bytes",
    {
      given: { ratelimit: '"b";r=3;t=1', "ratelimit-policy": '"b";q=10;qu="content-bytes"' },
      want: { b: { limit: 10, remaining: 3, resetAt: now + 1000, weighted: true } },
    },
  ],
  [
    "the dictionary of draft 7",
    {
      given: { ratelimit: "limit=100, remaining=50, reset=30" },
      want: { "": { limit: 100, remaining: 50, resetAt: now + 30_000 } },
    },
  ],
  [
    "the fields of draft 3",
    {
      given: {
        "ratelimit-limit": "100, 100;w=60",
        "ratelimit-remaining": "7",
        "ratelimit-reset": "30",
        "ratelimit-policy": "100;w=60",
      },
      want: { "": { limit: 100, remaining: 7, resetAt: now + 30_000, window: 60_000 } },
    },
  ],
  [
    "another hyphen",
    {
      given: { "x-rate-limit-limit": "10", "x-rate-limit-remaining": "2", "x-rate-limit-reset": "5" },
      want: { "": { limit: 10, remaining: 2, resetAt: now + 5000 } },
    },
  ],
  [
    "OpenAI",
    {
      given: {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "59",
        "x-ratelimit-reset-requests": "1s",
        "x-ratelimit-limit-tokens": "150000",
        "x-ratelimit-remaining-tokens": "149984",
        "x-ratelimit-reset-tokens": "6m0s",
      },
      want: {
        requests: { limit: 60, remaining: 59, resetAt: now + 1000 },
        tokens: { limit: 150_000, remaining: 149_984, resetAt: now + 360_000, weighted: true },
      },
    },
  ],
  [
    "Anthropic",
    {
      given: {
        date,
        "anthropic-ratelimit-requests-limit": "50",
        "anthropic-ratelimit-requests-remaining": "49",
        "anthropic-ratelimit-requests-reset": "2026-01-01T12:00:05Z",
      },
      want: { "anthropic-requests": { limit: 50, remaining: 49, resetAt: now + 5000 } },
    },
  ],
  [
    "Kong, which gives no reset: its windows are those of the calendar",
    {
      given: {
        date: "Thu, 01 Jan 2026 12:50:00 GMT",
        "x-ratelimit-limit-hour": "100",
        "x-ratelimit-remaining-hour": "9",
      },
      want: { hour: { limit: 100, remaining: 9, resetAt: now + 600_000, window: 3_600_000 } },
    },
  ],
  [
    "HubSpot",
    {
      given: {
        "x-hubspot-ratelimit-max": "100",
        "x-hubspot-ratelimit-remaining": "98",
        "x-hubspot-ratelimit-interval-milliseconds": "10000",
      },
      want: { hubspot: { limit: 100, remaining: 98, resetAt: now + 10_000, window: 10_000 } },
    },
  ],
  [
    "Discord",
    {
      given: {
        "x-ratelimit-limit": "5",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(epoch + 1.5),
        "x-ratelimit-reset-after": "1.5",
        date,
      },
      want: { "": { limit: 5, remaining: 0, resetAt: now + 1500 } },
    },
  ],
  [
    "what the document declares",
    {
      given: { "x-quota": "10", "x-quota-left": "1", "x-quota-renews": "1500" },
      limits: {
        headers: { limit: "X-Quota", remaining: "X-Quota-Left", reset: "X-Quota-Renews", resetUnit: "delta-ms" },
      },
      want: { "": { limit: 10, remaining: 1, resetAt: now + 1500 } },
    },
  ],
  ["nothing of the kind", { given: { "content-type": "text/plain", "x-limit": "4" }, want: {} }],
  ["what is no number", { given: { "x-ratelimit-remaining": "many", "x-ratelimit-reset": "soon" }, want: { "": {} } }],
];

describe("the budgets of an answer", () => {
  test.each(cases)("%s", (_title, { given, limits, want }) => {
    expect(Object.fromEntries(readBudgets(given, now, limits))).toEqual(want);
  });

  test("are counted from the server's clock to ours", () => {
    const server = now + 7_200_000;
    const headers = { date: new Date(server).toUTCString(), "x-ratelimit-reset": String(server / 1000 + 30) };
    expect(readBudgets(headers, now).get("")?.resetAt).toBe(now + 30_000);
  });
});

describe("the bucket of an answer", () => {
  test.each<[HeaderRecord, string | undefined]>([
    [{ "x-ratelimit-resource": "search" }, "search"],
    [{ "x-ratelimit-bucket": "abcd1234" }, "abcd1234"],
    [{ ratelimit: '"burst";r=3;t=1, "daily";r=500;t=80000' }, "burst,daily"],
    [{ ratelimit: '"user";r=3;pk=:YQ==:' }, "user:YQ==:"],
    [{ ratelimit: "limit=10, remaining=3, reset=7" }, undefined],
    [{ "x-ratelimit-remaining": "3" }, undefined],
  ])("%o", (given, want) => {
    expect(bucketName(given)).toBe(want);
  });
});
