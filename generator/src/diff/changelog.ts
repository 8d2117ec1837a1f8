import { createHash } from "node:crypto";
import semver from "semver";
import { levelOf, type Change } from "./change.js";
import { changeLists } from "./markdown.js";
import { summary } from "./text.js";

/** What an entry of a changelog is about. */
export interface Release {
  readonly changes: readonly Change[];
  /** What the two versions of the code are told by: see {@link codeHash}. Undefined: there was none before. */
  readonly from: string | undefined;
  readonly to: string;
  /** Version that the author gave. Default: the last one, raised by what changed. */
  readonly version?: string;
}

/** One entry, as it is found in a text. */
interface Entry {
  readonly start: number;
  readonly end: number;
  readonly version: string | undefined;
  readonly mark: string | undefined;
  /** Somebody has written into it since it was made. */
  readonly isEdited: boolean;
}

const TITLE = "# Changelog\n";
const FIRST = "1.0.0";
/** The versions that an entry tells of, and the sum of what was written then. */
const MARK = /^<!-- sdkwright (\w+\.\.\w+)(?: (\w+))? -->\r?$/m;

/**
 * A changelog with an entry for a release at its top. An entry that was written from the same old version is replaced;
 * when nothing changed, the text stays as it is.
 */
export function changelogText(text: string, release: Release): string {
  const { changes, from, to } = release;
  if (from !== undefined && changes.length === 0) return text;
  const entries = entriesOf(text);
  const [top] = entries;
  const mine = isOf(top, release) ? top : undefined;
  if (mine?.mark === `${from ?? "none"}..${to}`) return text;
  const below = entries.find((one) => one !== mine && one.version !== undefined)?.version;
  const head = text.trim() === "" ? `${TITLE}\n` : text.slice(0, top?.start ?? text.length);
  const rest = text.slice((mine ? mine.end : top?.start) ?? text.length);
  const entry = entryText(versionAfter(below, release), release);
  return `${head.endsWith("\n\n") ? head : `${head.trimEnd()}\n\n`}${entry}${rest === "" ? "" : `\n${rest}`}`;
}

/**
 * Line of the entry that {@link changelogText} would replace although somebody has written into it. Undefined: it
 * replaces nothing of anybody's.
 */
export function editedEntry(text: string, release: Release): number | undefined {
  const [top] = entriesOf(text);
  if (!isOf(top, release) || !top.isEdited || changelogText(text, release) === text) return undefined;
  return text.slice(0, top.start).split("\n").length;
}

/** Whether an entry tells of the same old version. */
function isOf(entry: Entry | undefined, { from }: Release): entry is Entry {
  return entry?.mark?.startsWith(`${from ?? "none"}..`) ?? false;
}

function entryText(version: string, { changes, from, to }: Release): string {
  const body = from === undefined ? "\nThe first version.\n" : `\n${summary(changes)}.\n${changeLists(changes, "###")}`;
  const text = (mark: string) => `## ${version}\n\n${mark}\n${body}`;
  return text(`<!-- sdkwright ${from ?? "none"}..${to} ${sumOf(text(""))} -->`);
}

/** Of the words of an entry, whatever blanks are between them. */
function sumOf(words: string): string {
  return createHash("sha256").update(words.replaceAll(/\s+/g, " ").trim()).digest("hex").slice(0, 12);
}

/** Below 1.0.0, the second number is raised for what breaks, and the third for all else, as npm's `^` reads them. */
function versionAfter(last: string | undefined, { changes, version }: Release): string {
  const given = version !== undefined && semver.valid(version) !== null ? version : undefined;
  if (given !== undefined && (last === undefined || semver.gt(given, last))) return given;
  if (last === undefined) return FIRST;
  const level = levelOf(changes);
  const early = semver.major(last) === 0;
  const raise = early ? (level === "major" ? "minor" : "patch") : level === "none" ? "patch" : level;
  return semver.inc(last, raise) ?? FIRST;
}

function entriesOf(text: string): Entry[] {
  const starts = [...text.matchAll(/^## .*$/gm)];
  return starts.map((match, index) => {
    const end = starts[index + 1]?.index ?? text.length;
    const inside = text.slice(match.index, end);
    const [whole = "", mark, sum] = MARK.exec(inside) ?? [];
    return {
      start: match.index,
      end,
      version: /\d+\.\d+\.\d+(?:-[\w.]+)?/.exec(match[0])?.[0],
      mark,
      isEdited: sum !== undefined && sumOf(inside.replace(whole, "")) !== sum,
    };
  });
}

/** Tells versions of an SDK's code apart, whatever the order its files were read in. */
export function codeHash(files: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const path of [...files.keys()].toSorted())
    if (path.endsWith(".ts")) hash.update(`${path}\0${files.get(path)!.replaceAll("\r\n", "\n")}\0`);
  return hash.digest("hex").slice(0, 12);
}
