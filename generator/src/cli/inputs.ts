import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ApiConfig, Input } from "../config/config.js";
import type { SpecDocument } from "../load/document.js";

/** The inputs of an API, as a list. */
export function inputsOf({ input }: ApiConfig): readonly Input[] {
  return Array.isArray(input) ? (input as readonly Input[]) : [input as Input];
}

/** Whether an input is downloaded each time it is read. */
export function isRemote(input: Input): input is string | URL {
  return input instanceof URL ? input.protocol !== "file:" : typeof input === "string" && /^https?:\/\//i.test(input);
}

/** Files that an API is configured to be made from, whether they exist or not. */
export function localInputs(config: ApiConfig): string[] {
  return [...inputsOf(config), ...(config.overlays ?? [])].flatMap((input) => {
    if (input instanceof URL) return input.protocol === "file:" ? [fileURLToPath(input)] : [];
    return typeof input === "string" && input !== "-" && !isRemote(input) ? [resolve(input)] : [];
  });
}

/** Files that a document was read from, those that it refers to included. */
export function localSources({ sources }: SpecDocument): string[] {
  return sources.flatMap(({ name }) => {
    if (name.startsWith("(") || /^https?:\/\//i.test(name)) return [];
    const file = resolve(name);
    return existsSync(file) ? [file] : [];
  });
}
