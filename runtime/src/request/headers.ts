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
 * Puts header fields as a caller gives them over others, in place. `undefined` takes a field away. What is no set of
 * headers at all is refused with the other options.
 *
 * @throws ConfigError for a name that no header can have
 * @throws ValidationError for a value that no header can carry
 */
export function mergeHeaders(into: HeaderRecord, input: HeadersInput | undefined): HeaderRecord {
  if (!input) return into;
  const fields: Iterable<unknown> =
    typeof input === "object" && Symbol.iterator in input ? input : Object.entries(input);
  for (const field of fields) {
    if (!Array.isArray(field)) throw new ConfigError("A list of headers holds pairs of name and value");
    const [given, value] = field as readonly unknown[];
    const name = String(given).toLowerCase();
    if (!TOKEN.test(name)) throw new ConfigError(`"${String(given)}" is no name of a header`);
    // As with parameters, null is nothing to send.
    if (value === undefined || value === null) {
      delete into[name];
      continue;
    }
    const text = String(value);
    assertField(name, text);
    into[name] = text;
  }
  return into;
}
