import type { Config } from "./config.js";

/** A configuration that is made when a command runs: from the environment, say. */
export type ConfigFunction = () => Config | Promise<Config>;

/**
 * Gives `codegen.config.ts` its types. Returns its argument, which may be a function: it is called when a command runs.
 *
 * @example
 * import { defineConfig } from "sdkwright";
 * export default defineConfig({ apis: { github: { input: "specs/github.yaml", output: "src/github" } } });
 */
export function defineConfig(config: Config): Config;
export function defineConfig(config: Promise<Config>): Promise<Config>;
export function defineConfig(config: ConfigFunction): ConfigFunction;
export function defineConfig(
  config: Config | Promise<Config> | ConfigFunction,
): Config | Promise<Config> | ConfigFunction {
  return config;
}
