/** Generated files: path relative to the output folder, with `/`, → text. */
export type FileSet = ReadonlyMap<string, string>;
