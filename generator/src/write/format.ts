import type { FileSet } from "../emit/file-set.js";

/** The style of generated code. Fixed: a formatter of the user's own may run over the output, and is not undone. */
const STYLE = { printWidth: 120, endOfLine: "lf" } as const;
/** One in which nothing depends on where lines ended before. */
const ONE_WAY = { ...STYLE, objectWrap: "collapse" } as const;

/** Ours are `.ts`; emitters of a user may write the others. */
const CODE = /\.[cm]?[jt]sx?$/;

/** What the last run had formatted, by path: a watch makes most texts again as they were. */
export class Formatted {
  last: ReadonlyMap<string, { readonly text: string; readonly code: string }> = new Map();
}

/** Of runs that leave no memory of their own: one process may generate twice. */
const ofLastRun = new Formatted();

/**
 * Formats code. A text that the formatter cannot parse is a bug of ours and is told as such: nothing
 * unparsable is ever written.
 */
export async function formatFiles(files: FileSet, memory: Formatted = ofLastRun): Promise<FileSet> {
  const formatted = new Map(files);
  const before = memory.last;
  const waiting = [...files].filter(([path, text]) => {
    const known = before.get(path);
    if (known?.text === text) formatted.set(path, known.code);
    return CODE.test(path) && known?.text !== text;
  });
  if (waiting.length === 0) return formatted;
  const { format } = await import("oxfmt");
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [path, text] = next;
      const { code, errors } = await format(path, text, STYLE);
      const error = errors.find((one) => one.severity === "Error");
      if (error) throw new Error(`generated ${path} does not parse: ${error.message}\n${error.codeframe ?? ""}`);
      formatted.set(path, code);
    }
  };
  // The formatter has threads of its own; more texts at once would only take memory.
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const code = [...files].filter(([path]) => CODE.test(path));
  memory.last = new Map(code.map(([path, text]) => [path, { text, code: formatted.get(path) ?? text }]));
  return formatted;
}

const AT_ONCE = 2;

/** Whether a file on disk is the generated text after a formatter of the user's own: brought into one style, they are the same. */
export async function isReformatted(path: string, disk: string, generated: string): Promise<boolean> {
  if (ink(disk) !== ink(generated)) return false;
  const { format } = await import("oxfmt");
  const [one, other] = await Promise.all([disk, generated].map((text) => format(path, text, ONE_WAY)));
  return one!.errors.length + other!.errors.length === 0 && one!.code === other!.code;
}

/** What no formatter touches. Where it differs there is no need to look closer. */
function ink(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, "");
}
