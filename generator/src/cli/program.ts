import { Command, CommanderError, Option } from "commander";
import { StopError } from "../report/diagnostic.js";
import { fileSystemError } from "../report/file-system.js";
import { VERSION } from "../version.js";
import type { AddFlags } from "./add.js";
import type { ChangelogFlags } from "./changelog.js";
import type { DiffFlags } from "./diff/command.js";
import type { DriftFlags } from "./drift.js";
import type { GenerateFlags } from "./generate.js";
import type { InitFlags } from "./init/command.js";
import type { InspectFlags } from "./inspect.js";
import { repeated, repeatedHeader, shapeOptions } from "./options.js";
import type { UpdateFlags } from "./update.js";
import { createReporter, REPORTERS, type OutputFlags, type Reporter } from "./reporter.js";

/** `codegen --help` lists commands; what most want is none of them. */
const EXAMPLES = `
Most used:
  codegen openapi.yaml -o src/api   write the SDK of a document (a path, a URL, - for stdin)
  codegen                           write every SDK of codegen.config.ts
  codegen generate --help           all options of both
`;

/** The command line. Commands are loaded when they run, so that `--help` is quick. */
export function createProgram(): { readonly program: Command; run(argv: readonly string[]): Promise<number> } {
  let exitCode = 0;
  const program = new Command("codegen")
    .description("Any OpenAPI document in, a typed TypeScript SDK out.")
    .version(VERSION)
    .addHelpText("after", EXAMPLES)
    .showSuggestionAfterError()
    .exitOverride();
  const run =
    <Flags extends OutputFlags>(action: (words: string[], flags: Flags, reporter: Reporter) => Promise<number>) =>
    async (words: string[], flags: Flags) => {
      const reporter = createReporter(flags);
      try {
        exitCode = await action(words, flags, reporter);
      } catch (error) {
        const stopped = error instanceof StopError ? error : fileSystemError(error);
        if (!stopped) throw error;
        reporter.diagnostics(stopped.diagnostics);
        exitCode = 1;
      } finally {
        reporter.done();
      }
    };

  outputOptions(shapeOptions(program.command("generate", { isDefault: true })))
    .description("write the SDK of SPEC, or of every API in codegen.config.ts")
    .argument(
      "[spec...]",
      "path, URL, file of an npm package, or - for stdin; several are merged; names of APIs with a configuration",
    )
    .option("-o, --output <dir>", "folder of the SDK")
    .option("-c, --config <file>", "configuration file")
    .option("--dry-run", "say what would be written, and write nothing")
    .option("--force", "replace files that were edited by hand or are not ours")
    .option("--watch", "generate again whenever a document, an overlay or the configuration changes")
    .action(
      run<GenerateFlags & OutputFlags>(async (...args) =>
        args[1].watch
          ? (await import("./watch.js")).watchCommand(...args)
          : (await import("./generate.js")).generateCommand(...args),
      ),
    );
  outputOptions(shapeOptions(program.command("check")))
    .description("exit 1 when the generated code is not what its document would give")
    .argument("[spec...]")
    .option("-o, --output <dir>", "folder of the SDK")
    .option("-c, --config <file>", "configuration file")
    .action(run<GenerateFlags & OutputFlags>(async (...args) => (await import("./check.js")).checkCommand(...args)));
  outputOptions(program.command("init"))
    .description("write a configuration, scripts and a workflow; asks on a terminal what is not given")
    .option("--input <source>", "path or URL of a document; may be repeated (default: those found here)", repeated)
    .option("-o, --output <dir>", "folder that gets a folder for each SDK (default: generated)")
    .option("--specs <dir>", "folder for downloaded documents (default: specs)")
    .option("--header <name:value>", "header for downloads; may be repeated", repeatedHeader)
    .option("--validation", "check bodies against zod schemas")
    .option("--no-validation", "do not (default)")
    .option("--tests", "generate tests of every operation")
    .option("--no-tests", "do not (default)")
    .option("--scripts", "add scripts and packages to package.json (default)")
    .option("--no-scripts", "leave package.json as it is")
    .option("--workflow", "write .github/workflows/codegen.yml (default)")
    .option("--no-workflow", "do not")
    .option("--generate", "generate at once (default)")
    .option("--no-generate", "do not")
    .option("-y, --yes", "ask nothing, also on a terminal")
    .option("--force", "replace what is there")
    .action((flags: InitFlags) =>
      run<InitFlags>(async (...args) => (await import("./init/command.js")).initCommand(...args))([], flags),
    );
  outputOptions(shapeOptions(program.command("add")))
    .description("download a document, add its API to the configuration, and generate it")
    .argument("<source>", "URL, path, or file of an npm package")
    .option("--as <name>", "name of the API in the configuration (default: from the title)")
    .option("-o, --output <dir>", "folder of the SDK (default: beside the others, else generated/NAME)")
    .option("--specs <dir>", "folder for downloaded documents (default: specs)")
    .option("--remote", "keep the URL as the input, and download it in each run")
    .option("-c, --config <file>", "configuration file")
    .option("--force", "replace a document or generated files that are there")
    .action((source: string, flags: AddFlags & OutputFlags) =>
      run<AddFlags & OutputFlags>(async (...args) => (await import("./add.js")).addCommand(...args))([source], flags),
    );
  outputOptions(program.command("update"))
    .description("fetch what changed on the servers of documents, say what that means, and generate")
    .argument("[api...]", "names of APIs in the configuration (default: all)")
    .option(
      "--header <name:value>",
      "header for the downloads, sent to the documents' own origins only",
      repeatedHeader,
    )
    .option("--markdown <file>", "also write what changed as the text of a pull request")
    .option("-c, --config <file>", "configuration file")
    .option("--dry-run", "say what would change, and write nothing")
    .option("--force", "replace documents and generated files that were edited by hand")
    .action(run<UpdateFlags & OutputFlags>(async (...args) => (await import("./update.js")).updateCommand(...args)));
  shapeOptions(program.command("inspect"))
    .description("show what was detected in SPEC, why, and how to override it")
    .argument("<spec...>", "as with generate; the name of an API with a configuration")
    .option("-c, --config <file>", "configuration file")
    .option("--json", "everything, for programs")
    .option("--html <file>", "one self-contained page")
    .action(async (specs: string[], flags: InspectFlags) => {
      const reporter = createReporter({});
      exitCode = await (await import("./inspect.js")).inspectCommand(specs, flags, reporter);
    });
  shapeOptions(program.command("diff"))
    .description("say what changed between two versions for users of the SDK, with the semver level")
    .argument("<old>", "document, URL, git revision (HEAD~1:openapi.yaml), or folder of a generated SDK")
    .argument("<new>", "the same")
    .option("-c, --config <file>", "configuration file")
    .option("--json", "everything, for programs")
    .option("--markdown", "as the text of a pull request")
    .option("--exit-code", "exit 10, 11 or 12 when the change is patch, minor or major")
    .addOption(new Option("--fail-on <level>", "exit 1 at this level or worse").choices(["breaking", "feature", "fix"]))
    .action(async (old: string, next: string, flags: DiffFlags) => {
      const reporter = createReporter({});
      exitCode = await (await import("./diff/command.js")).diffCommand([old, next], flags, reporter);
    });
  outputOptions(shapeOptions(program.command("changelog")))
    .description("tell in CHANGELOG.md what changed since a commit for users of the SDK")
    .argument("[api...]")
    .option("-o, --output <dir>", "folder of the SDK")
    .option("-c, --config <file>", "configuration file")
    .option("--since <commit>", "commit to compare with", "HEAD")
    .option("--file <file>", "the changelog (default: CHANGELOG.md in the output folder)")
    .action(
      run<ChangelogFlags & OutputFlags>(async (...args) => (await import("./changelog.js")).changelogCommand(...args)),
    );
  outputOptions(program.command("drift"))
    .description("report what a drift log says, and propose an overlay under which the document agrees with it")
    .argument("<log>", "JSON lines that `driftLog` of @sdkwright/runtime/node has written")
    .argument(
      "[spec...]",
      "the document, or the name of its API in the configuration; not needed where there is one API",
    )
    .option("--overlay <file>", "write the overlay to a .yaml or .json file")
    .option("-c, --config <file>", "configuration file")
    .option("--force", "replace the overlay if it is there already")
    .action((log: string, specs: string[], flags: DriftFlags & OutputFlags) =>
      run<DriftFlags & OutputFlags>(async (...args) => (await import("./drift.js")).driftCommand(...args))(
        [log, ...specs],
        flags,
      ),
    );
  return {
    program,
    async run(argv) {
      try {
        await program.parseAsync(argv);
      } catch (error) {
        // commander has already printed what is wrong, or the help that was asked for.
        if (!(error instanceof CommanderError)) throw fileSystemError(error) ?? error;
        return error.exitCode === 0 ? 0 : 1;
      }
      return exitCode;
    },
  };
}

function outputOptions(command: Command): Command {
  return command
    .option("--quiet", "print errors only")
    .option("--verbose", "print every warning")
    .option("--json", "print the result and all diagnostics as JSON; the same as --reporter json")
    .addOption(
      new Option(
        "--reporter <name>",
        "auto, or for a terminal, a log, a program, annotations of GitHub Actions",
      ).choices(REPORTERS),
    );
}
