// The calls of all scenarios as TypeScript, to be compiled with the SDKs: arguments must fit their types, and answers
// theirs. One call is one line, so that an error leads to its scenario.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { typeErrors, type Compiler } from "../../test/support/compile.js";
import { textOf, type Call } from "./arguments.js";
import { isPaged } from "./outcome.js";
import type { Exchange } from "./scenarios.js";
import type { Sdk } from "./sdk.js";

export class Source {
  readonly #calls = new Map<Sdk, { readonly scenario: string; readonly text: string }[]>();
  readonly #imports = new Map<Sdk, Set<string>>();

  add(scenario: string, call: Call, exchange: Exchange): void {
    const { sdk, operation, args, options } = call;
    const { value, export: name, module } = sdk.operation(operation.key);
    const imports = this.#imports.get(sdk) ?? new Set();
    this.#imports.set(sdk, imports.add(`import { ${name} } from "./${module}.js";`));
    const given = Object.keys(args).length > 0 ? literal(args) : "undefined";
    const asked = Object.keys(options).length > 0 ? `, ${literal(options)}` : "";
    const expected = isPaged(value) || value.stream || exchange.status >= 400 ? undefined : answerOf(exchange);
    const check = expected === undefined ? "" : ` const answer: Awaited<typeof made> = ${expected}; void answer;`;
    const calls = this.#calls.get(sdk) ?? [];
    this.#calls.set(sdk, calls);
    calls.push({ scenario, text: `{ const made = client.call(${name}, ${given}${asked});${check} void made; }` });
  }

  /** Compiles the calls under a folder of SDKs: errors by scenario, and those of the SDKs themselves under `""`. */
  async compile(folder: string, compiler: Compiler): Promise<Map<string, string[]>> {
    const lines = new Map<string, readonly string[]>();
    await writeFile(join(folder, "package.json"), `{ "type": "module" }`);
    for (const [sdk, calls] of this.#calls) {
      const head = [
        'import { createClient } from "./client.js";',
        ...this.#imports.get(sdk)!,
        "const client = createClient();",
      ];
      await writeFile(join(sdk.output, "calls.ts"), [...head, ...calls.map(({ text }) => text), ""].join("\n"));
      lines.set(`${sdk.name}/calls.ts`, [...head.map(() => ""), ...calls.map(({ scenario }) => scenario)]);
    }
    const found = new Map<string, string[]>();
    for (const error of await typeErrors(folder, compiler)) {
      const at = /^(?:.*\/)?(?<file>[^/(]+\/calls\.ts)\((?<line>\d+),/.exec(error)?.groups;
      if (!at && found.size > 0 && /^\s/.test(error)) continue;
      const scenario = (at && lines.get(at["file"]!)?.[Number(at["line"]) - 1]) ?? "";
      found.set(scenario, [...(found.get(scenario) ?? []), error]);
    }
    return found;
  }
}

/** The body of an answer as it is handed out. */
function answerOf({ answer }: Exchange): string | undefined {
  if (!answer || answer.content === undefined) return undefined;
  if (answer.contentType.endsWith("json")) return literal(JSON.parse(textOf(answer.content)));
  return typeof answer.content === "string" ? literal(answer.content) : "new Blob([])";
}

function literal(value: unknown): string {
  if (value instanceof File) return `new File([], ${literal(value.name)})`;
  if (value instanceof Blob) return "new Blob([])";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${literal(one)}`)
    .join(", ")} }`;
}
