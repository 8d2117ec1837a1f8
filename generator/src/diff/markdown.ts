import type { Change, Level } from "./change.js";
import { quiet, span } from "../emit/templates/markdown.js";
import { groupsByLevel, type Group } from "./groups.js";
import { notesOf, reachOf, summary, type Report } from "./text.js";

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
  for (const [level, groups] of groupsByLevel(changes)) {
    text += `\n${heading} ${HEADINGS[level]}\n\n`;
    for (const one of groups) {
      if (text.length > LONGEST) return `${text}\n… and ${left} more.\n`;
      text += line(one);
      left -= Math.max(1, one.of.length);
    }
  }
  return text;
}

function line(group: Group): string {
  const notes = notesOf(group);
  const rest = notes === "" ? "" : ` _(${quiet(notes)})_`;
  const reach = reachOf(group, span).map((one) => `<br>${one}`);
  return `- ${span(group.subject)} ${quiet(group.message)}${rest}${reach.join("")}\n`;
}
