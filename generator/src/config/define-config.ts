import type { Config } from "./config.js";

/**
 * Gives `codegen.config.ts` its types. Returns its argument.
 *
 * @example
 * import { defineConfig } from "sdkwright";
 * export default defineConfig({ apis: { github: { input: "specs/github.yaml", output: "src/github" } } });
 */
export function defineConfig(config: Config): Config {
  return config;
}
