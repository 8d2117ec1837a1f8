const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
/** Letters beyond the first plane: compilers and engines disagree about the newest of them. */
const ASTRAL = /[\u{10000}-\u{10ffff}]/u;

/** Words that cannot name a variable, a class or a type in an ES module, nor be imported under their own name. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield " +
    // Names of TypeScript's own types: an interface must not be called so.
    "any bigint boolean never number object string symbol unknown"
  ).split(" "),
);

/** Whether the text is shaped like an identifier; reserved words are. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text) && !ASTRAL.test(text);
}

export function isReservedWord(text: string): boolean {
  return RESERVED.has(text);
}
