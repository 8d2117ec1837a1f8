import { ConfigError } from "../errors/config-error.js";
import type { CacheCallOptions, CacheOptions } from "./options.js";

/** The options with everything decided. */
export type Rules = Required<CacheCallOptions>;

const DEFAULTS: Rules = {
  ttl: 0,
  force: false,
  heuristic: 0,
  staleWhileRevalidate: 0,
  staleIfError: 0,
  maxBody: 5 * 2 ** 20,
  keep: 86_400_000,
  varyBy: [],
};

/** Options over what they leave open. @throws ConfigError when a number makes no sense */
export function rulesOf(options: CacheOptions, base: Rules = DEFAULTS): Rules {
  const { store: _, storeTimeout: __, storeRest: ___, ...given } = options;
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "number" && !(value >= 0)) {
      throw new ConfigError(`cache.${name} is ${value}: it has to be 0 or more.`);
    }
  }
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const rules = { ...base, ...set };
  return { ...rules, varyBy: rules.varyBy.map((name) => name.toLowerCase()) };
}
