import type { FileSet } from "../emit/file-set.js";

/** The style of generated code. Fixed: a formatter of the user's own may run over the output, and is not undone. */
const STYLE = { printWidth: 120, endOfLine: "lf" } as const;

/**
 * Formats TypeScript files. A text that the formatter cannot parse is a bug of ours and is told as such: nothing
 * unparsable is ever written.
 */
export async function formatFiles(files: FileSet): Promise<FileSet> {
  const { format } = await import("oxfmt");
  const entries = await Promise.all(
    [...files].map(async ([path, text]): Promise<[string, string]> => {
      if (!path.endsWith(".ts")) return [path, text];
      const { code, errors } = await format(path, text, STYLE);
      const error = errors.find((one) => one.severity === "Error");
      if (error) throw new Error(`generated ${path} does not parse: ${error.message}\n${error.codeframe ?? ""}`);
      return [path, code];
    }),
  );
  return new Map(entries);
}
