import { printable } from "../report/printable.js";
import { levelOf, type Change, type Level } from "./change.js";
import { groupsByLevel, groupsOf, type Group } from "./groups.js";

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
  for (const [level, groups] of groupsByLevel(changes)) {
    lines.push("", colour[level](paint.bold(HEADINGS[level])));
    const width = Math.min(44, Math.max(...groups.map((one) => one.subject.length)));
    for (const one of groups) {
      const text = printable(`${one.subject.padEnd(width)}  ${one.message}`);
      const notes = notesOf(one);
      lines.push(
        `  ${colour[level](MARKS[level])} ${text}${notes === "" ? "" : paint.dim(printable(` (${notes})`))}`,
        ...[...reachOf(one), place(one.change)].filter(Boolean).map((line) => paint.dim(`      ${printable(line)}`)),
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Why it breaks, and what may happen all the same. */
export function notesOf({ why, atRunTime }: Group): string {
  return [why, atRunTime && "programs compile; calls may fail or act otherwise"].filter(Boolean).join("; ");
}

/** More names than these are counted. What breaks is told in full as far as a person would read. */
const MOST_NAMES: { readonly [level in Level]: number } = { breaking: 40, feature: 8, fix: 8 };
const MOST_CALLS = 5;

/** What a change is about, and the calls that break with it. */
export function reachOf({ level, of, breaks }: Group, write: (name: string) => string = String): string[] {
  const names = (all: readonly string[], most: number): string => {
    const shown = all.length > most + 1 ? all.slice(0, most) : all;
    const left = all.length - shown.length;
    return `${shown.map(write).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
  };
  return [
    ...(of.length > 0 ? [`of ${names(of, MOST_NAMES[level])}`] : []),
    ...(breaks.length > 0 ? [`breaks ${names(breaks, MOST_CALLS)}`] : []),
  ];
}

/** Changes a line each, worst first, those that say the same together; what is too much is counted. */
export function changeLines(changes: readonly Change[], paint: Paint, most: number): string[] {
  const colour = { breaking: paint.red, feature: paint.green, fix: paint.yellow };
  const groups = groupsOf(changes);
  const lines = groups
    .slice(0, most)
    .map(({ level, subject, message }) => `${colour[level](MARKS[level])} ${printable(`${subject}  ${message}`)}`);
  return groups.length > most ? [...lines, paint.dim(`… and ${groups.length - most} more`)] : lines;
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
  const calls = brokenCalls(changes);
  const broken = calls === 0 ? "" : `; ${calls} ${calls === 1 ? "call breaks" : "calls break"}`;
  return `${parts.join(", ")}${warning}: a ${levelOf(changes)} version${broken}`;
}

function brokenCalls(changes: readonly Change[]): number {
  const breaking = changes.filter((one) => one.level === "breaking");
  const names = new Set(breaking.flatMap((one) => one.affects ?? []));
  return [...names].filter((name) => !name.startsWith("WebhookEvents.")).length;
}
