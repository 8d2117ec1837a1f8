import pc from "picocolors";
import { StopError } from "../report/diagnostic.js";
import { VERSION } from "../version.js";
import { createProgram } from "./program.js";
import { diagnosticText } from "./reporter.js";

/** Exit codes: 0 done, 1 something the user can mend, 2 a bug in Sdkwright. */
async function main(): Promise<number> {
  // `codegen … | head` closes the pipe early; that is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  try {
    return await createProgram().run(process.argv);
  } catch (error) {
    if (error instanceof StopError) {
      for (const one of error.diagnostics)
        if (one.severity === "stop") process.stderr.write(`${diagnosticText(one)}\n`);
      return 1;
    }
    process.stderr.write(bugReport(error));
    return 2;
  }
}

function bugReport(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    "",
    pc.red("Sdkwright has a bug, and your document found it. Nothing was written."),
    text,
    "",
    "Please report it with the lines above, the command, and the document or the part of it that is concerned.",
    `sdkwright ${VERSION}, Node ${process.version}, ${process.platform}`,
    "",
  ].join("\n");
}

process.exitCode = await main();
