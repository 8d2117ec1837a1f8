import { relative } from "node:path";
import pc from "picocolors";
import type { Diagnostic } from "../report/diagnostic.js";
import { bugReport } from "./bug-report.js";
import { githubReporter } from "./github-reporter.js";
import { byCode, shownOf } from "./groups.js";
import { printable } from "../report/printable.js";

/** Where a command's words go. One for each way of being read: a terminal, a pipe, a program, nobody. */
export interface Reporter {
  /** A stage begins. */
  stage(text: string): void;
  /** A line that stays. */
  line(text: string): void;
  diagnostics(list: readonly Diagnostic[]): void;
  /** What a line has told already, for those who show things at their place. */
  annotate?(one: Diagnostic): void;
  /** An error that is none of the user's. */
  bug(error: unknown): void;
  /** The machine-readable result; shown by the JSON reporter only. */
  result(value: unknown): void;
  /** Removes whatever was transient. */
  done(): void;
}

const MARK = { stop: pc.red("error"), warn: pc.yellow("warning"), repair: pc.cyan("repaired"), info: pc.dim("note") };
/** Ways to report that can be asked for by name. */
export const REPORTERS = ["auto", "tty", "plain", "json", "github"] as const;

/** Options of every command that say how it reports. */
export interface OutputFlags {
  /** Default `auto`: `tty` on a terminal, else `plain`. */
  readonly reporter?: (typeof REPORTERS)[number];
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** Picks the reporter. Cursor codes are for terminals only. */
export function createReporter({ reporter = "auto", json, quiet = false, verbose = false }: OutputFlags): Reporter {
  if (json || reporter === "json") return jsonReporter();
  if (reporter === "github") return githubReporter({ quiet, verbose });
  const tty = reporter === "tty" || (reporter === "auto" && isTerminal(process.stderr));
  return textReporter({ tty, quiet, verbose });
}

/** Whether somebody watches this stream on a terminal that knows cursor codes. */
export function isTerminal(stream: { readonly isTTY?: boolean }): boolean {
  return Boolean(stream.isTTY) && !process.env["CI"] && process.env["TERM"] !== "dumb";
}

function textReporter({ tty, quiet, verbose }: { tty: boolean; quiet: boolean; verbose: boolean }): Reporter {
  const clear = () => void (tty && process.stderr.write("\r\u001b[2K"));
  return {
    stage(text) {
      if (tty && !quiet) process.stderr.write(`\r\u001b[2K${pc.dim(text)}`);
    },
    line(text) {
      clear();
      if (!quiet) process.stdout.write(`${text}\n`);
    },
    diagnostics(list) {
      clear();
      const shown = quiet ? list.filter((one) => one.severity === "stop") : list;
      for (const group of byCode(shown)) printGroup(group, verbose);
    },
    bug(error) {
      clear();
      process.stderr.write(bugReport(error));
    },
    result() {},
    done: clear,
  };
}

function printGroup(group: readonly Diagnostic[], verbose: boolean): void {
  const full = shownOf(group, verbose);
  for (const one of full) process.stderr.write(`${diagnosticText(one)}\n`);
  const rest = group.length - full.length;
  if (rest > 0) process.stderr.write(pc.dim(`  … and ${rest} more of ${group[0]!.code} (--verbose shows them)\n`));
}

/** One diagnostic for people: place, severity, code, message, frame, fix. */
export function diagnosticText(one: Diagnostic): string {
  const place = one.place ? `${pc.bold(placeText(one.place))}\n  ` : "";
  const frame = one.frame && one.severity === "stop" ? `\n${printable(one.frame).replace(/^/gm, "    ")}` : "";
  const fix = one.fix ? `\n  ${pc.green("fix:")} ${printable(one.fix)}` : "";
  return `${place}${MARK[one.severity]} ${pc.dim(one.code)} ${printable(one.message)}${frame}${fix}`;
}

export function placeText({ file, line, column }: { file: string; line: number; column: number }): string {
  const near = /^[a-z][a-z\d+.-]+:\/\//i.test(file) ? file : relative(process.cwd(), file);
  return `${near === "" || near.startsWith("..") ? file : near}:${line}:${column}`;
}

function jsonReporter(): Reporter {
  const collected: Diagnostic[] = [];
  let result: unknown;
  return {
    stage() {},
    line() {},
    diagnostics(list) {
      collected.push(...list);
    },
    bug(error) {
      process.stderr.write(bugReport(error));
    },
    result(value) {
      result = value;
    },
    done() {
      process.stdout.write(`${JSON.stringify({ result: result ?? null, diagnostics: collected }, null, 2)}\n`);
    },
  };
}
