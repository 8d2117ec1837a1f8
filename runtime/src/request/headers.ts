import type { HeaderRecord } from "../http.js";
import type { HeadersInput } from "../options.js";
import { ConfigError } from "../errors/config-error.js";
import { assertField } from "./field.js";

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;

/**
 * A copy of header fields with one more, or another value of one. Copied one by one: adding to an object that was made
 * by spreading another takes V8 ten times as long.
 */
export function withField(headers: Readonly<HeaderRecord>, name: string, value: string): HeaderRecord {
  const copy = copyFields(headers, {});
  copy[name] = value;
  return copy;
}

/** Copies header fields into others. */
export function copyFields(from: Readonly<HeaderRecord>, into: HeaderRecord): HeaderRecord {
  for (const name in from) into[name] = from[name]!;
  return into;
}

/**
 * Puts header fields as a caller gives them over others, in place. `undefined` takes a field away.
 *
 * @throws ConfigError for a name that no header can have
 * @throws ValidationError for a value that no header can carry
 */
export function mergeHeaders(into: HeaderRecord, input: HeadersInput | undefined): HeaderRecord {
  if (!input) return into;
  const fields = Symbol.iterator in input ? input : Object.entries(input);
  for (const [given, value] of fields) {
    const name = given.toLowerCase();
    if (!TOKEN.test(name)) throw new ConfigError(`"${given}" is no name of a header`);
    if (value === undefined) {
      delete into[name];
      continue;
    }
    const text = String(value);
    assertField(name, text);
    into[name] = text;
  }
  return into;
}
