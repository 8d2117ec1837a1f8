export const about = {
  generator: "0.0.0",
  document: { title: "T", version: "1", hash: "h" },
  config: "c",
  detected: { auth: [], paging: {} },
};

/** Two SDKs that share files, differ in files, and have files of their own. */
export const SDKS = {
  old: sdk("old", ["a.txt", "b/c.txt", "b/d.txt", "only-old/e.txt", "f.txt", "g.txt"]),
  new: sdk("new", ["a.txt", "b/c.txt", "b/h.txt", "only-new/i.txt", "f.txt", "g.txt"]),
};

function sdk(version: string, paths: readonly string[]): Map<string, string> {
  return new Map([
    ...paths.map((path): [string, string] => [path, `${version} ${path}\n`.repeat(2_000)]),
    ["same.txt", "the same in both\n"],
  ]);
}
