import { ValidationError } from "../errors/validation-error.js";

// Everything from tab to the end of Latin-1 but control characters: what HTTP lets into a field.
const FIELD = /^[\t\x20-\x7e\x80-\xff]*$/;

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** @throws {@link ValidationError} for a name or a text that would be another field, or that HTTP cannot carry */
export function assertField(name: string, text: string): void {
  if (!NAME.test(name)) {
    const message = "is no name that an HTTP header can have";
    throw new ValidationError(`"${name}" ${message}; the document must be wrong about it`, {
      issues: [{ path: `/${name}`, message }],
    });
  }
  if (FIELD.test(text)) return;
  const message = "holds a line break, a control character or one beyond Latin-1, which no HTTP header can carry";
  throw new ValidationError(`Header "${name}" ${message}; encode it first`, {
    issues: [{ path: `/${name}`, message }],
  });
}
