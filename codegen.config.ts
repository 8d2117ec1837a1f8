import { defineConfig } from "sdkwright";

/** The SDKs in generated/, held fresh by `codegen check`. */
export default defineConfig({
  apis: {
    "pet-store": { input: "specs/pet-store/openapi.yaml", output: "generated/pet-store" },
    jsonplaceholder: {
      input: "specs/jsonplaceholder/openapi.yaml",
      output: "generated/jsonplaceholder",
      name: "JsonPlaceholder",
    },
    "open-meteo": { input: "specs/open-meteo/openapi.yaml", output: "generated/open-meteo" },
    openweathermap: { input: "specs/openweathermap/openapi.yaml", output: "generated/openweathermap" },
    "alpha-vantage": { input: "specs/alpha-vantage/openapi.yaml", output: "generated/alpha-vantage" },
    github: {
      input: "@octokit/openapi/generated/api.github.com.json",
      output: "generated/github",
      // The title says "GitHub's official OpenAPI spec + Octokit extension".
      name: "GitHub",
      include: { tags: ["repos", "issues", "users", "orgs", "search", "rate-limit"] },
    },
  },
});
