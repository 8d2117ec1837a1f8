import { defineConfig } from "vitest/config";

// Both packages are tested from their sources: the `sdkwright-source` export condition leads there.
export default defineConfig({
  resolve: { conditions: ["sdkwright-source"] },
  ssr: { resolve: { conditions: ["sdkwright-source"] } },
  test: {
    // Tests leave nothing in the cache of whoever runs them.
    env: { SDKWRIGHT_CACHE: "off" },
    projects: [
      { extends: true, test: { name: "own", include: ["test/**/*.test.ts"] } },
      // A hundred small files that share nothing but the SDK they test: in one process they take a tenth of the time.
      { extends: true, test: { name: "generated", include: ["generated/**/*.test.ts"], isolate: false } },
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // It imports JSON as Node does not allow.
    server: { deps: { inline: [/@actions\/(?:workflow-parser|expressions)/] } },
    pool: "forks",
    maxWorkers: 2,
    // Some tests meet real servers and clocks; on a busy machine one may be late. A failure that stays is a failure.
    retry: process.env["CI"] ? 2 : 0,
  },
});
