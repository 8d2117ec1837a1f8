import type { Plain } from "./literal.js";
import { addMember } from "./member.js";

export { property, type Plain } from "./literal.js";
export { addMember } from "./member.js";

/** Adds an API to the text of a configuration file. Undefined when its `apis` is not written out in it. */
export function addApi(input: {
  readonly file: string;
  readonly text: string;
  readonly name: string;
  readonly entry: { readonly [option: string]: Plain };
}): string | undefined {
  const { file, text, name, entry } = input;
  const language = file.endsWith(".json") ? "json" : "code";
  const path = /(?:^|[\\/])package\.json$/.test(file) ? ["codegen", "apis"] : ["apis"];
  return addMember(text, { language, path, name, value: entry });
}
