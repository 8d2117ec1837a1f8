import { defineConfig } from "sdkwright";

/** The SDKs in generated/, held fresh by `codegen check`; their tests are part of `npm test`. */
export default defineConfig({
  apis: {
    "pet-store": { input: "specs/pet-store/openapi.yaml", output: "generated/pet-store", tests: true, mocks: true },
    jsonplaceholder: {
      input: "specs/jsonplaceholder/openapi.yaml",
      output: "generated/jsonplaceholder",
      name: "JsonPlaceholder",
      tests: true,
    },
    "open-meteo": { input: "specs/open-meteo/openapi.yaml", output: "generated/open-meteo", tests: true },
    openweathermap: { input: "specs/openweathermap/openapi.yaml", output: "generated/openweathermap", tests: true },
    "alpha-vantage": { input: "specs/alpha-vantage/openapi.yaml", output: "generated/alpha-vantage", tests: true },
    github: {
      input: "@octokit/openapi/generated/api.github.com.json",
      output: "generated/github",
      // The title says "GitHub's official OpenAPI spec + Octokit extension".
      name: "GitHub",
      include: { tags: ["repos", "issues", "users", "orgs", "search", "rate-limit"] },
      tests: true,
    },
  },
});
