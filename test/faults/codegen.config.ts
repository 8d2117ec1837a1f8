import { defineConfig } from "sdkwright";

export default defineConfig({
  apis: { faults: { input: "api.yaml", output: "fixtures/sdk", types: { int64: "bigint" } } },
});
