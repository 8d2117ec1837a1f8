import { changeLists } from "../diff/markdown.js";
import { summary } from "../diff/text.js";
import { quiet, span } from "../emit/templates/markdown.js";
import type { Updated } from "./update.js";

/** GitHub refuses texts over 65,536 characters; one API's lists have at most 60,000. */
const LONGEST = 60_000;
const LONGEST_TITLE = 200;

/** What an update brought, as the text of a pull request. */
export function updateMarkdown(results: readonly Updated[]): string {
  const parts = results.flatMap((one) => partOf(one));
  if (parts.length === 0) return "No document has changed.\n";
  let text = "";
  for (const [index, part] of parts.entries()) {
    if (index > 0 && text.length + part.length > LONGEST)
      return `${text}\nThere is more than fits here: \`codegen diff\` shows it.\n`;
    text += index === 0 ? part : `\n${part}`;
  }
  return text;
}

function partOf({ api, status, from, to, changes, misfit }: Updated): string[] {
  const heading = `## ${span(api)}`;
  if (status === "failed") return [`${heading}\n\nNot updated; the log says why.\n`];
  if (status !== "updated") return [];
  const versions = [...new Set([from, to])].flatMap((one) => (one === undefined ? [] : [clipped(one)])).join(" → ");
  const told = changes
    ? `${summary(changes)}\n${changeLists(changes, "###")}`
    : "There is nothing to compare it with.\n";
  return [
    // A line that begins with a title might be a command: GitLab takes `/merge` for one.
    `${heading}\n\nDocument: ${quiet(versions)}\n\n${told}${misfit ? "\n**The extension does not fit the new SDK; the log says where.**\n" : ""}`,
  ];
}

/** A title that is a book has to leave room for what changed. */
function clipped(text: string): string {
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE)}…` : text;
}
