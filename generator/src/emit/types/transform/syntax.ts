import { ts } from "./compiler.js";

/** Where and why a text is no code. Lines and columns count from 1. */
export interface SyntaxProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The first thing in a text that TypeScript cannot parse. Types are not checked. */
export function syntaxProblem(path: string, text: string): SyntaxProblem | undefined {
  const { diagnostics = [] } = ts.transpileModule(text, {
    // Declarations alone cannot be transpiled; they are parsed as the rest is.
    fileName: path.replace(/\.d(\.[cm]?ts)$/, "$1"),
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  const [first] = diagnostics;
  if (!first) return undefined;
  const { line, character } = first.file
    ? ts.getLineAndCharacterOfPosition(first.file, first.start ?? 0)
    : { line: 0, character: 0 };
  return { message: ts.flattenDiagnosticMessageText(first.messageText, " "), line: line + 1, column: character + 1 };
}
