import type { KeyPattern } from "./transform/index.js";

/** What a pattern of `patternProperties` means for a type: a family of keys, one key, or nothing that types can say. */
export type KeyMeaning = KeyPattern | { readonly exact: string } | undefined;

const ANYTHING = /^\^?(?:\.[*+])?\$?$/;

/** `^x-` is every key that begins with `x-`; `_at$` every key that ends so; `^a$` one key; `.*` any key. */
export function keyMeaning(pattern: string): KeyMeaning {
  if (ANYTHING.test(pattern)) return pattern === "^$" ? { exact: "" } : "any";
  const begins = pattern.startsWith("^");
  const ends = pattern.endsWith("$") && !pattern.endsWith("\\$");
  const inner = pattern.slice(begins ? 1 : 0, ends ? -1 : undefined);
  const parts = inner.split(/\.[*+]/).map(plainText);
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined || parts.length > 2) return undefined;
  if (parts.length === 2) {
    // `^a.*`, `.*b$`, `^a.*b$`
    if ((first !== "" && !begins) || (last !== "" && !ends)) return undefined;
    return { prefix: first, suffix: last };
  }
  if (begins && ends) return { exact: first };
  if (begins) return { prefix: first, suffix: "" };
  return ends ? { prefix: "", suffix: first } : undefined;
}

/** Whether a family of keys has this key. */
export function hasKey(family: KeyPattern, key: string): boolean {
  if (family === "any") return true;
  const { prefix, suffix } = family;
  return key.length >= prefix.length + suffix.length && key.startsWith(prefix) && key.endsWith(suffix);
}

/** Whether every key of `inner` is one of `outer`. */
export function covers(outer: KeyPattern, inner: KeyPattern): boolean {
  if (outer === "any") return true;
  return inner !== "any" && inner.prefix.startsWith(outer.prefix) && inner.suffix.endsWith(outer.suffix);
}

/** The text that a pattern without operators stands for. */
function plainText(pattern: string): string | undefined {
  let text = "";
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] as string;
    if (character === "\\") {
      const escaped = pattern[++index];
      // A letter after a backslash is a class or an escape of its own.
      if (escaped === undefined || /[A-Za-z0-9]/.test(escaped)) return undefined;
      text += escaped;
    } else if (/[.*+?^$()[\]{}|]/.test(character)) return undefined;
    else text += character;
  }
  return text;
}
