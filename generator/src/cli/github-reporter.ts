import { relative, resolve } from "node:path";
import type { Diagnostic, Place, Severity } from "../report/diagnostic.js";
import { bugReport } from "./bug-report.js";
import { byCode, shownOf } from "./groups.js";
import type { Reporter } from "./reporter.js";

const COMMAND: Record<Severity, string> = { stop: "error", warn: "warning", repair: "notice", info: "notice" };

/** Diagnostics as annotations of GitHub Actions, at file and line; everything else as plain lines. */
export function githubReporter({ quiet, verbose }: { quiet: boolean; verbose: boolean }): Reporter {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  return {
    stage() {},
    line(text) {
      if (!quiet) print(harmless(text));
    },
    diagnostics(list) {
      for (const group of byCode(quiet ? list.filter((one) => one.severity === "stop") : list)) {
        const full = shownOf(group, verbose);
        for (const one of full) print(annotation(one));
        const rest = group.length - full.length;
        if (rest > 0) print(`… and ${rest} more of ${group[0]!.code} (--verbose shows them)`);
      }
    },
    annotate(one) {
      print(annotation(one));
    },
    bug(error) {
      print(harmless(bugReport(error)));
    },
    result() {},
    done() {},
  };
}

/**
 * One diagnostic as a workflow command: `::error file=specs/api.yaml,line=3,col=5,title=load/not-found::…`.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotation(one: Diagnostic): string {
  const file = one.place && fileOf(one.place);
  const at = one.place && !file ? `${one.place.file}:${one.place.line}:${one.place.column}: ` : "";
  const properties = [
    ...(file ? [`file=${property(file)}`, `line=${one.place!.line}`, `col=${one.place!.column}`] : []),
    `title=${property(one.code)}`,
  ];
  const frame = one.frame && one.severity === "stop" ? `\n${one.frame}` : "";
  const fix = one.fix ? `\nfix: ${one.fix}` : "";
  return `::${COMMAND[one.severity]} ${properties.join(",")}::${data(`${at}${one.message}${frame}${fix}`)}`;
}

/** Relative to the repository, as annotations need it. Undefined for what is not a file of it. */
function fileOf({ file }: Place): string | undefined {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(file) || file.startsWith("(")) return undefined;
  const path = relative(process.env["GITHUB_WORKSPACE"] ?? process.cwd(), resolve(file)).replaceAll("\\", "/");
  return path === "" || path.startsWith("..") ? undefined : path;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** A name in a document must not become a command of the runner that reads this log. */
function harmless(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, "$1:\u200b").replaceAll("##[", "##\u200b[");
}
