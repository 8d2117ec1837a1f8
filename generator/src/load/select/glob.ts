/** One character of a pattern, or a wildcard: `*` any but a slash, `**` any, `tail` nothing or a slash and any. */
type Token = { readonly char: string } | "*" | "**" | "tail";

/**
 * A glob as a test. `*` stands for anything but a slash, `**` for anything; all else stands for itself, braces of path
 * templates too. `/repos/**` fits `/repos` as well. Takes time in proportion to both lengths, whatever they hold.
 */
export function glob(pattern: string): (text: string) => boolean {
  if (!pattern.includes("*")) return (text) => text === pattern;
  const tokens = pattern
    .split(/(\/\*\*$|\*\*|\*)/)
    .flatMap((part): Token[] =>
      part === "/**" ? ["tail", "**"] : part === "**" || part === "*" ? [part] : [...part].map((char) => ({ char })),
    );
  return (text) => fits(tokens, text);
}

/** Keeps all places of the pattern that the text so far can lead to. */
function fits(tokens: readonly Token[], text: string): boolean {
  let states = expand(tokens, [0]);
  for (const char of text) {
    const next: number[] = [];
    for (const state of states) {
      const token = tokens[state];
      if (token === undefined) continue;
      if (token === "**" || (token === "*" && char !== "/")) next.push(state);
      else if (token === "tail" ? char === "/" : typeof token === "object" && token.char === char) next.push(state + 1);
    }
    if (next.length === 0) return false;
    states = expand(tokens, next);
  }
  return states.has(tokens.length) || [...states].some((state) => tokens[state] === "tail");
}

/** Wildcards may stand for nothing. */
function expand(tokens: readonly Token[], states: readonly number[]): Set<number> {
  const found = new Set<number>();
  for (const start of states) {
    let state = start;
    found.add(state);
    while (tokens[state] === "*" || tokens[state] === "**") found.add(++state);
  }
  return found;
}
