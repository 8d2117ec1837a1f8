import { join } from "node:path";
import type { Diagnostic } from "../report/diagnostic.js";
import { plainText } from "./manifest.js";

/** Lines of a diff that are shown. */
const SHOWN = 20;
/** What other generators take for a part of a file that they leave alone. */
const REGION =
  /(?:#|\/\/|\/\*)\s*(?:#?(?:end)?region\b|<\/?custom|custom[\s_-]*(?:code|region|section|begin|start|end)|(?:begin|start|end)[\s_-]*custom|@?(?:preserve|keep|user[\s_-]code)\b|openapi-generator-ignore)/i;

/** Files whose contents the configuration decides. */
const FIXES: ReadonlyMap<string, string> = new Map([
  [
    "package.json",
    "Set `package: { name, version }` in the configuration, or with --force drop the edit (docs/configuration.md).",
  ],
]);

const MOVE = "Move the edit into extensions/ beside the output (docs/extensions.md), or run with --force to drop it.";
const FORMATTED =
  "A formatter has run over this folder: leave it out of what is formatted, and run with --force. An edit of your own belongs into extensions/ beside the output (docs/extensions.md).";

/** A generated file that somebody edited. */
export interface Edit {
  readonly path: string;
  /** As it is on disk. */
  readonly old: string;
  /** What it would hold; undefined when it would go. */
  readonly next: string | undefined;
}

/** What to say about an edit. `isFormatted`: other files of the folder have been through a formatter, perhaps this too. */
export async function edited(
  input: Edit & { readonly output: string; readonly isFormatted: boolean },
): Promise<Diagnostic> {
  const { output, path, next, isFormatted } = input;
  const old = plainText(input.old);
  const { line, frame, added } = await difference(next ?? "", old);
  const region = next !== undefined && added.some((one) => REGION.test(one));
  const loss =
    next === undefined ? "it is no longer generated and would be removed" : "regenerating would lose the edit";
  return {
    code: region ? "write/custom-region" : "write/edited-file",
    severity: "stop",
    message: region
      ? `${path} has a region of your own; regions inside generated files are not kept, so ${loss}.`
      : `${path} was edited by hand since it was generated; ${loss}.`,
    place: { file: join(output, path), line, column: 1 },
    ...(next !== undefined && { frame }),
    fix: FIXES.get(path) ?? (isFormatted ? FORMATTED : MOVE),
  };
}

/** How a file on disk (`+`) differs from what is generated (`-`): place of the first difference, and a short diff. */
async function difference(
  generated: string,
  disk: string,
): Promise<{ line: number; frame: string; added: readonly string[] }> {
  const { structuredPatch } = await import("diff");
  const { hunks } = structuredPatch("", "", generated, disk, undefined, undefined, { context: 1 });
  const lines = hunks.flatMap((hunk) => hunk.lines).filter((text) => !text.startsWith("\\"));
  const [first] = hunks;
  const before = first ? first.lines.findIndex((text) => !text.startsWith(" ")) : 0;
  const rest = lines.length - SHOWN;
  return {
    line: first ? first.newStart + before : 1,
    frame: [...lines.slice(0, SHOWN), ...(rest > 0 ? [`… and ${rest} more lines`] : [])].join("\n"),
    added: lines.filter((text) => text.startsWith("+")),
  };
}
