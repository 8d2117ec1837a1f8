import type { View } from "./view.js";

/** `["a/b", "c"]` → `/a~1b/c` (RFC 6901). */
export const pointer = (parts: readonly string[]): string =>
  parts.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

export const parts = (text: string): readonly string[] =>
  text === ""
    ? []
    : text
        .slice(1)
        .split("/")
        .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

/** What a pointer leads to, or undefined when the schema has no such value. A number goes into an array. */
export function follow(root: View, text: string): View | undefined {
  if (text !== "" && !text.startsWith("/")) return undefined;
  let view: View | undefined = root;
  for (const part of parts(text)) {
    if (!view) return undefined;
    view = view.field(part)?.view ?? (/^\d{1,9}$/.test(part) ? view.items : undefined) ?? view.mapped;
  }
  return view;
}
