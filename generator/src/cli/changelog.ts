import { readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import pc from "picocolors";
import type { ApiConfig } from "../config/config.js";
import { changelogText, codeHash, editedEntry } from "../diff/changelog.js";
import { levelOf } from "../diff/index.js";
import { generateFiles } from "../pipeline.js";
import { StopError } from "../report/diagnostic.js";
import { formatFiles } from "../write/index.js";
import { writeWhole } from "../write/whole.js";
import { apisOf } from "./apis.js";
import { isCode } from "./diff/code.js";
import { GitCommit } from "./diff/git.js";
import { codeChanges } from "./differences.js";
import { eachApi } from "./each-api.js";
import type { ShapeFlags } from "./options.js";
import type { Reporter } from "./reporter.js";

/** Options of `codegen changelog`. */
export interface ChangelogFlags extends ShapeFlags {
  readonly output?: string;
  readonly config?: string;
  readonly since: string;
  readonly file?: string;
}

type Code = ReadonlyMap<string, string>;

/** `codegen changelog [API]`: tells in CHANGELOG.md what changed since a commit for users of the SDK. */
export async function changelogCommand(words: string[], flags: ChangelogFlags, reporter: Reporter): Promise<number> {
  const apis = await apisOf(words, flags);
  if (flags.file !== undefined && apis.length > 1) throw severalApis(flags.file);
  // A commit that there is not is told once, not for each API.
  const commit = await GitCommit.open(process.cwd(), flags.since);
  const results: object[] = [];
  const code = await eachApi(
    {
      apis,
      async run(name, config) {
        reporter.stage(`${name}: comparing with ${flags.since} …`);
        results.push({ api: name, ...(await tell({ name, config, commit, file: flags.file }, reporter)) });
        return true;
      },
      failure: { stopped: "not told; its changelog is as it was", bug: "not told" },
      onFailure: (name) => void results.push({ api: name, written: false }),
    },
    reporter,
  );
  reporter.result(results);
  return code;
}

/** Brings the changelog of one API up to date, and says what it has now. */
async function tell(
  api: {
    readonly name: string;
    readonly config: ApiConfig;
    readonly commit: GitCommit;
    readonly file: string | undefined;
  },
  reporter: Reporter,
) {
  const { name, config, commit } = api;
  const old = await committed(config.output, commit);
  const next = await formatFiles((await generateFiles(config)).files);
  const changes = old ? await codeChanges(old, next) : [];
  const file = api.file === undefined ? join(config.output, "CHANGELOG.md") : resolve(api.file);
  const before = await textOf(file);
  const version = typeof config.package === "object" ? config.package.version : undefined;
  const release = {
    changes,
    from: old && codeHash(old),
    to: codeHash(next),
    ...(version !== undefined && { version }),
  };
  const line = editedEntry(before, release);
  if (line !== undefined) throw edited(file, line);
  const after = changelogText(before, release);
  if (after !== before) await writeWhole(file, after);
  const place = relative(process.cwd(), file);
  const said = after === before ? "nothing new" : `${place}: ${/^## (.*)$/m.exec(after)?.[1] ?? ""}`;
  reporter.line(`${pc.green("✓")} ${name}: ${said}`);
  return { file: place, written: after !== before, semver: levelOf(changes), changes };
}

/** The code of an output folder as a commit has it. Undefined: it has none. */
async function committed(output: ApiConfig["output"], commit: GitCommit): Promise<Code | undefined> {
  const path = relative(process.cwd(), output).split(sep).join("/");
  const found = await commit.findHere(path === "" ? "." : path);
  const files = found?.kind === "tree" ? await commit.readAll(found.path, isCode) : undefined;
  return files?.has("client.ts") ? files : undefined;
}

/** What people wrote into it stays; only where there is none is nothing to keep. */
async function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}

function edited(file: string, line: number): StopError {
  return new StopError([
    {
      code: "cli/changelog-edited",
      severity: "stop",
      message: "The entry of the version that is in the making was edited, and more has changed since then.",
      place: { file, line, column: 1 },
      fix: "Commit the SDK as it is now, so that what comes gets an entry of its own; or delete the entry, and add your text again.",
    },
  ]);
}

function severalApis(file: string): StopError {
  return new StopError([
    {
      code: "cli/several-apis",
      severity: "stop",
      message: `${file} cannot hold the changes of several APIs.`,
      fix: "Name one of them, or leave out --file: each has a CHANGELOG.md in its output folder.",
    },
  ]);
}
