import { ValidationError } from "../errors/validation-error.js";

/** JSON text of a value; a `bigint` is written as the number it is. */
export function jsonText(value: unknown, name = "body"): string {
  let text: string | undefined;
  try {
    text = stringify(value);
  } catch (cause) {
    throw new ValidationError(`"${name}" cannot be written as JSON: ${(cause as Error).message}`, { cause });
  }
  if (text === undefined) throw new ValidationError(`"${name}" cannot be written as JSON: it is a ${typeof value}`);
  return text;
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value) as string | undefined;
  } catch (error) {
    if (!(error instanceof TypeError) || !/bigint/i.test(error.message)) throw error;
  }
  // JSON.stringify refuses bigints and cannot be told to print one without quotes: so mark them, then unquote.
  const mark = `bigint:${crypto.randomUUID()}:`;
  const text = JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? mark + String(item) : item));
  return text.replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}
