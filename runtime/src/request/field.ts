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

/**
 * A header field as text. On the wire it is bytes, which transports hand out as one character each; where they are UTF-8
 * beyond ASCII, as in addresses that a server did not encode, that is what is meant.
 */
export function fieldText(field: string): string {
  // oxlint-disable-next-line no-control-regex
  if (!/[\x80-\xff]/.test(field) || !/^[\0-\xff]*$/.test(field)) return field;
  try {
    const bytes = Uint8Array.from(field, (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return field;
  }
}
