import { LEVELS, type Change, type Level } from "./change.js";
import { quiet, span } from "../emit/templates/markdown.js";
import { summary, type Report } from "./text.js";

const HEADINGS: { readonly [level in Level]: string } = {
  breaking: "Breaking",
  feature: "New",
  fix: "Fixes",
};
/** GitHub refuses texts over 65,536 characters. */
const LONGEST = 60_000;

/** A comparison as the text of a pull request. */
export function diffMarkdown({ old, new: next, changes }: Report): string {
  return `## ${quiet(old)} → ${quiet(next)}\n\n${summary(changes)}\n${changeLists(changes, "###")}`;
}

/** One list for each level. @param heading - `###` */
export function changeLists(changes: readonly Change[], heading: string): string {
  let text = "";
  let left = changes.length;
  for (const level of LEVELS) {
    const group = changes.filter((one) => one.level === level);
    if (group.length === 0) continue;
    text += `\n${heading} ${HEADINGS[level]}\n\n`;
    for (const one of group) {
      if (text.length > LONGEST) return `${text}\n… and ${left} more.\n`;
      text += line(one);
      left--;
    }
  }
  return text;
}

function line({ subject, message, why, atRunTime }: Change): string {
  const notes = [why, atRunTime && "programs compile; calls may fail or act otherwise"].filter(
    (one) => typeof one === "string",
  );
  const rest = notes.length === 0 ? "" : ` _(${quiet(notes.join("; "))})_`;
  return `- ${span(subject)} ${quiet(message)}${rest}\n`;
}
