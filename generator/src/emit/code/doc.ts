import { asMarkdown } from "./markdown.js";

/** What a doc comment says. All of it may come from a document; nothing of it ends the comment or starts a tag. */
export interface DocInput {
  /** Markdown. Its own line breaks are kept; long lines are wrapped. */
  readonly text?: string | undefined;
  /** Lines after the text, not wrapped: `` `GET /pets` ``. */
  readonly notes?: readonly string[];
  readonly tags?: readonly DocTag[];
}

export interface DocTag {
  /** Without `@`. */
  readonly name: string;
  readonly text?: string | undefined;
}

const WIDTH = 120;
/** Lines whose layout means something: tables, fences, indented code, headings, references. */
const FIXED = /^(?:\s*\||\s*```|\s*~~~| {4}|\t|#{1,6} |\[[^\]]+\]: )/;
/** Lines that begin something new in the middle of a paragraph. */
const MARKUP = /^\s*(?:[<>*_]|&|\\@)/;
const LIST = /^(\s*(?:[-*+]|\d+[.)])\s+)/;

/**
 * A JSDoc comment, every line with `indent` blanks before it and a line feed after it; empty when there is nothing to
 * say. It stands on one line where it fits.
 */
export function docComment(input: DocInput, indent = 0): string {
  const pad = " ".repeat(indent);
  const width = Math.max(40, WIDTH - indent - 3);
  const body = input.text === undefined ? [] : wrap(paragraphs(asMarkdown(input.text)), width);
  const tags = (input.tags ?? []).map((tag) => tagLines(tag, width));
  const notes = input.notes ?? [];
  const single = oneLine(body, notes, tags);
  if (single !== undefined && single.length + indent + 7 <= WIDTH)
    return single === "" ? "" : `${pad}/** ${single} */\n`;
  const lines = [...body, ...(body.length > 0 && notes.length > 0 ? [""] : []), ...notes.map(safe), ...tags.flat()];
  return `${pad}/**\n${lines.map((line) => (line === "" ? `${pad} *\n` : `${pad} * ${line}\n`)).join("")}${pad} */\n`;
}

/** Text, notes and short tags share a line; an `@example` or `@deprecated` runs to the end of its line, so it is the last. */
function oneLine(
  body: readonly string[],
  notes: readonly string[],
  tags: readonly (readonly string[])[],
): string | undefined {
  if (body.length > 1 || notes.length > 0 || tags.length > 1 || tags.some((tag) => tag.length > 1)) return undefined;
  return [...body, ...tags.flat()].join(" ");
}

function tagLines(tag: DocTag, width: number): string[] {
  const text =
    tag.text === undefined ? "" : paragraphs(tag.name === "example" ? tag.text : asMarkdown(tag.text)).join("\n");
  const lines = wrap(text === "" ? [`@${tag.name}`] : `@${tag.name} ${text}`.split("\n"), width);
  return lines.map((line, index) => (index === 0 || line === "" ? line : `  ${line}`));
}

/** Lines of a text: no blank ones at its ends, none doubled inside, none with blanks at its end. */
function paragraphs(text: string): string[] {
  const lines = safe(text.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, "\n"))
    .split("\n")
    .map((line) => line.trimEnd());
  const kept = lines.filter((line, index) => line !== "" || (index > 0 && lines[index - 1] !== ""));
  if (kept[0] === "") kept.shift();
  if (kept.at(-1) === "") kept.pop();
  return kept;
}

/** Control and format characters, which hide or reorder text (joiners excepted: emoji need them), and lone surrogates. */
const UNSEEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** Takes from a text what could end the comment, start a tag or hide text in it. */
function safe(text: string): string {
  const closed = text.replaceAll(UNSEEN, "").replaceAll("*/", "*\\/");
  return closed.includes("@") ? closed.split("\n").map(withoutTags).join("\n") : closed;
}

/** An `@` after a blank starts a tag, except in code. */
function withoutTags(line: string): string {
  const parts = line.split(/(`[^`]+`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/(^|\s)@(?=\S)/g, "$1\\@"))).join("");
}

/**
 * Lines of at most this width. A paragraph of which one line is too long is filled anew; others keep their breaks.
 */
function wrap(lines: readonly string[], width: number): string[] {
  const out: string[] = [];
  let paragraph: string[] = [];
  let fenced = false;
  const flush = (): void => {
    const whole = paragraph.some((line) => line.length > width) ? [paragraph.join(" ")] : paragraph;
    for (const line of whole) wrapLine(line, width, out);
    paragraph = [];
  };
  for (const line of lines) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const fixed = fenced || line === "" || FIXED.test(line);
    if (fixed || LIST.test(line) || MARKUP.test(line)) flush();
    if (fixed) out.push(line);
    else paragraph.push(line.trimStart() === line || paragraph.length === 0 ? line : line.trimStart());
  }
  flush();
  return out;
}

/** Breaks at blanks; what belongs to a list item stays under its text. */
function wrapLine(line: string, width: number, out: string[]): void {
  const hang = " ".repeat(LIST.exec(line)?.[1]?.length ?? 0);
  let rest = line;
  while (rest.length > width) {
    const head = rest.slice(0, width + 1);
    let at = head.lastIndexOf(" ");
    if (at <= hang.length) at = rest.indexOf(" ", width);
    if (at < 0) break;
    out.push(rest.slice(0, at).trimEnd());
    // Code may hold what starts a tag when a line begins with it.
    rest =
      hang +
      rest
        .slice(at + 1)
        .trimStart()
        .replace(/^@/, "\\@");
  }
  out.push(rest);
}

/** Text as Markdown code, whatever backticks are in it. */
export function codeSpan(text: string): string {
  if (!text.includes("`")) return `\`${text}\``;
  const longest = Math.max(...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${text} ${fence}`;
}
