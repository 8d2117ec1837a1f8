/** Percent-encodes all but RFC 3986's unreserved characters, which is what RFC 6570 asks of values. */
export function encodeValue(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(wellFormed(text)).replace(/[!'()*]/g, percent);
}

// Most values are numbers and words.
const UNRESERVED = /^[\w.~-]*$/;

/** Like {@link encodeValue}, but reserved characters and what is encoded already are kept (`allowReserved`). */
export function encodeReserved(text: string): string {
  return keep(text, /%[0-9a-f]{2}|[:/?@!$'()*,;=]/gi);
}

/** A value that may span several segments of a path: slashes and what else is legal there are kept, `%` is not. */
export function encodeSegments(text: string): string {
  return keep(text, /[:/@!$&'()*+,;=]/g);
}

/** A name in a query: what is legal there stays readable (`$filter`, `a:b`), what would be misread is encoded. */
export function encodeName(name: string): string {
  return keep(name, /[:/?@!$'()*,;]/g);
}

/** Literal text of a path template: only what may not stand in a path is encoded. */
export function encodeLiteral(text: string): string {
  return keep(text, /%[0-9a-f]{2}|[:/@!$&'()*+,;=]/gi);
}

// `&`, `+` and `#` are never kept in a query: they would end the value, or turn into a blank.
function keep(text: string, kept: RegExp): string {
  let out = "";
  let at = 0;
  const whole = wellFormed(text);
  for (const match of whole.matchAll(kept)) {
    out += encodeValue(whole.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return out + encodeValue(whole.slice(at));
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

// encodeURIComponent throws on half of a surrogate pair.
function wellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? text.replace(LONE_SURROGATE, "\ufffd") : text;
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
