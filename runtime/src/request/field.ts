import { ValidationError } from "../errors/validation-error.js";

// Everything from tab to the end of Latin-1 but control characters: what HTTP lets into a field.
const FIELD = /^[\t\x20-\x7e\x80-\xff]*$/;

/** @throws {@link ValidationError} for a text that would be another field, or is not Latin-1 */
export function assertField(name: string, text: string): void {
  if (FIELD.test(text)) return;
  const message = "holds a line break, a control character or one beyond Latin-1, which no HTTP header can carry";
  throw new ValidationError(`Header "${name}" ${message}; encode it first`, {
    issues: [{ path: `/${name}`, message }],
  });
}
