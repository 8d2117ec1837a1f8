import * as clack from "@clack/prompts";
import type { Answers } from "./answers.js";

/** Asks on a terminal what was not said on the command line. Undefined when the user leaves. */
export async function ask(given: Partial<Answers>, found: readonly string[]): Promise<Answers | undefined> {
  clack.intro("A typed SDK from an OpenAPI document");
  try {
    const inputs = given.inputs ?? (await askInputs(found));
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
