import { inspect } from "node:util";
import { pathProblem, Taken } from "../files/path.js";
import { type Diagnostic, type Place, StopError } from "../report/diagnostic.js";
import { codeFrame } from "../report/frame.js";
import type { EmittedFiles, Emitter, EmitterInput } from "./emitter.js";

/** Milliseconds that a plugin may take. */
const PATIENCE = 60_000;
const CODE = /\.[cm]?[jt]sx?$/;
/** What is not an emitter's to write: the manifest, and what belongs to people and tools. */
const RESERVED = /^(?:codegen\.lock\.json|extensions|node_modules|\.codegen-[^/]*)(?:\/|$)/i;

/**
 * Runs an emitter of the configuration, and checks what it made: it is somebody else's program, and its mistakes are
 * told like any other mistake.
 *
 * @throws StopError with `emit/plugin-failed`, `emit/plugin-output`, `emit/plugin-collision`, `emit/plugin-syntax`.
 */
export async function runPlugin(plugin: Emitter, input: EmitterInput): Promise<[path: string, text: string][]> {
  const { api, names, facts, config, files } = input;
  const entries = entriesOf(await outcome(plugin, { api, names, facts, config, files: new Map(files) }));
  if (!entries) throw refused(plugin, "returned no files");
  const taken = new Taken(files.keys());
  for (const [path, text] of entries) {
    const problem = outputProblem(path, text);
    if (problem !== undefined) throw refused(plugin, problem);
    const twin = taken.add(path);
    if (twin !== undefined)
      throw stop("emit/plugin-collision", `The emitter \`${plugin.name}\` writes ${path}, but ${twin} is there.`, {
        fix: "Choose another path; `input.files` has those that are taken.",
      });
    if (CODE.test(path)) await assertParses(plugin, path, text);
  }
  return entries;
}

/** Files as pairs, whichever way they were returned. Undefined: what was returned is neither. */
export function entriesOf(files: EmittedFiles): [path: string, text: string][] | undefined {
  if (files instanceof Map) return [...files];
  const isPlain = typeof files === "object" && files !== null && !(Symbol.iterator in files);
  return isPlain ? Object.entries(files) : undefined;
}

async function outcome(plugin: Emitter, input: EmitterInput): Promise<EmittedFiles> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // Where it waits is not known; where this is made is no place of the emitter's.
    const error = Object.assign(new Error(`it did not finish within ${PATIENCE / 1000} s`), { stack: "" });
    timer = setTimeout(() => reject(error), PATIENCE);
  });
  try {
    return await Promise.race([plugin.emit(input), late]);
  } catch (error) {
    const place = error instanceof Error ? placeOf(error) : undefined;
    const cause = error instanceof Error ? error.message : shown(error);
    throw stop("emit/plugin-failed", `The emitter \`${plugin.name}\` failed: ${cause}.`, {
      ...(place && { place }),
      fix: "Mend the emitter, or take it out of `emitters`.",
    });
  } finally {
    clearTimeout(timer);
  }
}

function outputProblem(path: unknown, text: unknown): string | undefined {
  if (typeof path !== "string") return `returned something else than a path: ${shown(path)}`;
  if (typeof text !== "string") return `returned something else than text for ${JSON.stringify(path)}`;
  const why = RESERVED.test(path) ? "it is not an emitter's to write" : pathProblem(path);
  return why === undefined ? undefined : `wants to write ${JSON.stringify(path)}: ${why}`;
}

async function assertParses(plugin: Emitter, path: string, text: string): Promise<void> {
  const { syntaxProblem } = await import("./types/transform/syntax.js");
  const problem = syntaxProblem(path, text);
  if (!problem) return;
  throw stop("emit/plugin-syntax", `What the emitter \`${plugin.name}\` wrote does not parse: ${problem.message}`, {
    place: { file: path, line: problem.line, column: problem.column },
    frame: codeFrame(text.split("\n"), problem),
    fix: "Mend the emitter. Texts of the document go into code through stringLiteral, dataLiteral and docComment.",
  });
}

/** Anything at all, in a few words. */
function shown(value: unknown): string {
  return typeof value === "string" ? value : inspect(value, { depth: 0, customInspect: false });
}

function refused(plugin: Emitter, problem: string): StopError {
  return stop("emit/plugin-output", `The emitter \`${plugin.name}\` ${problem}.`, {
    fix: "Return an object or a Map of paths, relative to the output folder and with `/`, to texts.",
  });
}

function stop(code: string, message: string, rest: Omit<Diagnostic, "code" | "severity" | "message">): StopError {
  return new StopError([{ code, severity: "stop", message, ...rest }]);
}

/** The first frame of a stack in a file that is neither Node's nor a package's. */
function placeOf({ stack = "" }: Error): Place | undefined {
  for (const [, url, line, column] of stack.matchAll(
    /^\s+at .*?((?:file:\/\/)?\/[^\s()]*|[A-Z]:\\[^()]*):(\d+):(\d+)\)?$/gm,
  )) {
    const file = url!.startsWith("file://") ? decodeURIComponent(new URL(url!).pathname) : url!;
    if (!/[\\/]node_modules[\\/]/.test(file)) return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}
