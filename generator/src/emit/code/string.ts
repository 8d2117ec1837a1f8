/**
 * What JSON leaves alone but should not stand in source text as it is: line separators, marks that reorder or hide text
 * (bidirectional controls, byte order mark, soft hyphen, zero-width), further control characters.
 */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Ends of script elements and starts of comments, for code that someone puts into a page. */
const MARKUP = /<(?=\/script|!--)/gi;

/** A double-quoted literal that evaluates to exactly this string, lone surrogates included. */
export function stringLiteral(value: string): string {
  return JSON.stringify(value).replace(UNSEEN, escaped).replace(MARKUP, "\\x3C");
}

/** Text between the backticks of a template that evaluates to exactly this string. */
export function templateText(value: string): string {
  const text = stringLiteral(value).slice(1, -1);
  return text.replaceAll('\\"', '"').replaceAll("`", "\\`").replaceAll("${", "\\${");
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
