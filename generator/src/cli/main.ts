import { StopError } from "../report/diagnostic.js";
import { bugReport } from "./bug-report.js";
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

process.exitCode = await main();
// A timer or a connection that a configuration has left open is not waited for; what was printed is.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write("", done))));
process.exit();
