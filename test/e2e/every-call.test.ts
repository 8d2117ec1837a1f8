import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { callEveryOperation } from "../support/every-call.js";

const root = resolve(import.meta.dirname, "../..");

test.each([
  ["pet store", { input: join(root, "specs/pet-store/openapi.yaml") }, 23],
  ["OpenWeatherMap", { input: join(root, "specs/openweathermap/openapi.yaml") }, 6],
  ["JSONPlaceholder", { input: join(root, "specs/jsonplaceholder/openapi.yaml") }, 41],
  ["GitHub", { input: join(root, "node_modules/@octokit/openapi/generated/api.github.com.json") }, 1223],
])(
  "openapi-backend accepts a call of every operation of %s",
  { timeout: 240_000 },
  async (_title, config, operations) => {
    const { called, refused } = await callEveryOperation(config, {
      "PUT /repos/{owner}/{repo}/issues/{issue_number}/labels": { labels: ["bug"] },
    });
    expect(refused).toEqual([]);
    expect(called).toBe(operations);
  },
);
