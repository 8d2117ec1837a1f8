import type { ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";
import { VERSION, versionOf } from "./modules.js";

/** Runs configurations in TypeScript; what they import of JavaScript it leaves to Node. */
const RUNNER = /\/node_modules\/jiti\//;

/**
 * Node keeps modules for ever, by their address. What a configuration imports by a path gets its version into its
 * address, as the configuration itself has it, so that it is read again when it has changed. Packages are left alone.
 */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const found = await next(specifier, context);
  const parent = context.parentURL ?? "";
  const isOurs = parent.includes(`?${VERSION}=`) || RUNNER.test(parent);
  if (!isOurs || !isPath(specifier) || !found.url.startsWith("file:") || found.url.includes("/node_modules/"))
    return found;
  const [address = ""] = found.url.split("?");
  return { ...found, url: `${address}?${VERSION}=${versionOf(fileURLToPath(address))}` };
};

const isPath = (specifier: string): boolean => /^(?:\.{0,2}\/|file:|[a-z]:[\\/])/i.test(specifier);
