/**
 * A glob as a test. `*` stands for anything but a slash, `**` for anything; all else stands for itself, braces of path
 * templates too. `/repos/**` fits `/repos` as well.
 */
export function glob(pattern: string): (text: string) => boolean {
  if (!pattern.includes("*")) return (text) => text === pattern;
  const source = pattern
    .split(/(\/\*\*$|\*\*|\*)/)
    .map((part) => {
      if (part === "/**") return "(?:/[^]*)?";
      if (part === "**") return "[^]*";
      return part === "*" ? "[^/]*" : part.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
    })
    .join("");
  const form = new RegExp(`^${source}$`);
  return (text) => form.test(text);
}
