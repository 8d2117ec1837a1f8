import { printable } from "../report/printable.js";
import { LEVELS, levelOf, type Change, type Level } from "./change.js";

/** Colours of a terminal, or none. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

export interface Report {
  readonly old: string;
  readonly new: string;
  readonly changes: readonly Change[];
}

const HEADINGS: { readonly [level in Level]: string } = { breaking: "Breaking", feature: "Features", fix: "Fixes" };
const MARKS: { readonly [level in Level]: string } = { breaking: "✗", feature: "+", fix: "·" };

/** A comparison for people, worst first. */
export function diffText({ old, new: next, changes }: Report, paint: Paint, place: (change: Change) => string): string {
  const colour = { breaking: paint.red, feature: paint.green, fix: paint.yellow };
  const lines = [paint.bold(printable(`${old} → ${next}`)), summary(changes)];
  for (const level of LEVELS) {
    const group = changes.filter((one) => one.level === level);
    if (group.length === 0) continue;
    lines.push("", colour[level](paint.bold(HEADINGS[level])));
    const width = Math.min(44, Math.max(...group.map((one) => one.subject.length)));
    for (const one of group) {
      const notes = [one.why, one.atRunTime && "programs compile; calls may fail or act otherwise"].filter(Boolean);
      const text = printable(`${one.subject.padEnd(width)}  ${one.message}`);
      lines.push(
        `  ${colour[level](MARKS[level])} ${text}${notes.length > 0 ? paint.dim(printable(` (${notes.join("; ")})`)) : ""}`,
      );
      const where = place(one);
      if (where !== "") lines.push(paint.dim(`      ${printable(where)}`));
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Changes a line each, worst first; what is too much is counted. */
export function changeLines(changes: readonly Change[], paint: Paint, most: number): string[] {
  const colour = { breaking: paint.red, feature: paint.green, fix: paint.yellow };
  const lines = changes
    .slice(0, most)
    .map(({ level, subject, message }) => `${colour[level](MARKS[level])} ${printable(`${subject}  ${message}`)}`);
  return changes.length > most ? [...lines, paint.dim(`… and ${changes.length - most} more`)] : lines;
}

/** `2 breaking, 1 feature, 3 fixes: a major version`. */
export function summary(changes: readonly Change[]): string {
  if (changes.length === 0) return "Nothing changed for users of the SDK.";
  const count = (level: Level): number => changes.filter((one) => one.level === level).length;
  const many = (number: number, one: string, more: string): string[] =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : more}`];
  const parts = [
    ...many(count("breaking"), "breaking", "breaking"),
    ...many(count("feature"), "feature", "features"),
    ...many(count("fix"), "fix", "fixes"),
  ];
  const late = changes.filter((one) => one.atRunTime).length;
  const warning = late === 0 ? "" : ` (${late} may show at run time)`;
  return `${parts.join(", ")}${warning}: a ${levelOf(changes)} version`;
}
