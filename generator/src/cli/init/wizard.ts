import * as clack from "@clack/prompts";
import { StopError } from "../../report/diagnostic.js";
import { diagnosticText } from "../reporter.js";
import type { Answers } from "./answers.js";

/** What the wizard knows of documents. */
interface Documents {
  /** Files that look like documents. */
  readonly found: readonly string[];
  /** Reads one; what is wrong with it is better said now than after six more questions. */
  read(source: string): Promise<unknown>;
}

/** Asks on a terminal what was not said on the command line. Undefined when the user leaves. */
export async function ask(given: Partial<Answers>, documents: Documents): Promise<Answers | undefined> {
  clack.intro("A typed SDK from an OpenAPI document");
  try {
    const inputs = given.inputs ?? (await askUntilReadable(documents));
    const output =
      given.output ??
      answer(
        await clack.text({ message: "Where should SDKs be written?", initialValue: "generated", validate: required }),
      );
    const yes = async (known: boolean | undefined, message: string, initialValue: boolean) =>
      known ?? answer(await clack.confirm({ message, initialValue }));
    return {
      inputs,
      output,
      validation: await yes(given.validation, "Check bodies against zod schemas at run time?", false),
      tests: await yes(given.tests, "Generate tests of every operation (vitest)?", false),
      scripts: await yes(given.scripts, "Add scripts and packages to package.json?", true),
      workflow: await yes(given.workflow, "Write a GitHub Actions workflow that keeps SDKs up to date?", true),
      generate: await yes(given.generate, "Generate now?", true),
    };
  } catch (error) {
    if (!(error instanceof Left)) throw error;
    clack.cancel("Nothing was written.");
    return undefined;
  }
}

async function askUntilReadable({ found, read }: Documents): Promise<readonly string[]> {
  for (;;) {
    const inputs = await askInputs(found);
    const wait = clack.spinner();
    wait.start(`reading ${inputs.join(", ")}`);
    try {
      for (const input of inputs) await read(input);
      wait.stop(`read ${inputs.join(", ")}`);
      return inputs;
    } catch (error) {
      wait.error("This cannot be used.");
      if (!(error instanceof StopError)) throw error;
      for (const one of error.diagnostics) if (one.severity === "stop") clack.log.error(diagnosticText(one));
    }
  }
}

async function askInputs(found: readonly string[]): Promise<readonly string[]> {
  if (found.length > 0) {
    const options = found.map((value) => ({ value, label: value }));
    const picked = answer(
      await clack.multiselect({
        message: "Which documents? (space picks; none: name another)",
        options,
        initialValues: found.length === 1 ? [found[0]!] : [],
        required: false,
      }),
    );
    if (picked.length > 0) return picked;
  }
  return [answer(await clack.text({ message: "Path or URL of an OpenAPI document", validate: required }))];
}

function required(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? "This is needed." : undefined;
}

/** The user pressed Ctrl-C or Escape. */
class Left extends Error {}

function answer<T>(value: T): Exclude<T, symbol> {
  if (clack.isCancel(value)) throw new Left();
  return value as Exclude<T, symbol>;
}
