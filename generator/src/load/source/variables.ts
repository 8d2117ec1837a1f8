import { ReadProblem } from "./file.js";

const VARIABLE = /\$\{([A-Za-z_]\w*)\}/g;

/** Whether a text refers to variables of the environment: `Bearer ${TOKEN}`. */
export function hasVariables(text: string): boolean {
  return text.search(VARIABLE) >= 0;
}

/**
 * Puts variables of the environment where `${NAME}` stands, so that a configuration can name a secret without holding it.
 *
 * @throws ReadProblem with `load/variable-missing`.
 */
export function expandVariables(text: string): string {
  return text.replace(VARIABLE, (_all, name: string) => {
    const value = process.env[name];
    if (value === undefined || value === "")
      throw new ReadProblem({
        code: "load/variable-missing",
        message: `The environment has no variable ${name}, which the address or a header of a download needs.`,
        fix: `Set ${name}.`,
      });
    return value;
  });
}

/** @throws ReadProblem with `load/variable-missing`. */
export function expandHeaders(headers: { readonly [name: string]: string } = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, expandVariables(value)]));
}
