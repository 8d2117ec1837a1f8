import { call } from "./text.js";

/** What checks a format of JSON Schema or OpenAPI, as a schema of strings; what is not here asserts nothing. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ["date-time", call("iso.datetime", "{ offset: true }")],
  ["date", call("iso.date")],
  ["email", call("email")],
  ["ipv4", call("ipv4")],
  ["ipv6", call("ipv6")],
  // Any version, and those that no version describes: more than one vendor makes its own.
  ["uuid", call("guid")],
  ["byte", call("base64")],
]);

/** The schema of strings in this format. Undefined: the format is not checked. */
export function formatSchema(format: string | undefined): string | undefined {
  return format === undefined ? undefined : FORMATS.get(format);
}
