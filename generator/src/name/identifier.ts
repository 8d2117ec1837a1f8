import { isIdentifier, isReservedWord } from "../emit/code/index.js";
import { pascal, plainPascal, shortHash, upperFirst, wordsOf } from "./words.js";

/** Names longer than this are cut, with a hash of the whole. */
const LONGEST = 64;
/** Types of inline objects say where they stand. */
export const LONGEST_TYPE = 100;

/** A member of a resource or of the client. Reserved words are legal there. */
export function member(name: string, source: string): string {
  return bounded(legal(name, "_", source), source);
}

/** A type, class or interface. */
export function typeName(source: string): string {
  const name = bounded(legal(pascal(wordsOf(source)), "Model", source), source, LONGEST_TYPE);
  return isReservedWord(name) ? `${name}Model` : name;
}

export function className(words: readonly string[], source: string): string {
  return bounded(legal(plainPascal(words), "Resource", source), source);
}

/** The constant for a method, from the members that lead to it: `customers.sources.list` is `customersSourcesList`. */
export function valueName([first = "", ...rest]: readonly string[]): string {
  const name = first + rest.map((part) => upperFirst(part.replace(/^_+/, ""))).join("");
  return isReservedWord(name) ? `${name}_` : name;
}

function legal(name: string, prefix: string, source: string): string {
  if (isIdentifier(name)) return name;
  const prefixed = prefix + name;
  return name !== "" && isIdentifier(prefixed)
    ? prefixed
    : `${prefix === "_" ? "unnamed" : prefix}_${shortHash(source)}`;
}

export function bounded(name: string, source: string, longest = LONGEST): string {
  if (name.length <= longest) return name;
  const head = name.slice(0, longest - 5).replace(/[\ud800-\udbff]$/, "");
  return `${head}_${shortHash(source)}`;
}
