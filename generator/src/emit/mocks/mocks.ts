import type { BuiltInInput } from "../built-in.js";
import { specifier } from "../imports.js";
import { sampleInput, Sampler } from "../samples/index.js";
import { code } from "../templates/code.js";
import { render } from "../templates/render.js";
import { answersModule, answersModuleName } from "./answers.js";
import { factoriesOf } from "./factories.js";
import { WEBHOOKS, webhookMocks } from "./webhooks.js";

const INDEX = "mocks/index";

/** `mocks/`: factories of the component schemas, and what each operation answers, for the user's own tests. */
export function mockModules(input: BuiltInInput): Map<string, string> {
  if (!input.config.mocks) return new Map();
  const factories = factoriesOf(input);
  const sampler = new Sampler({
    ...sampleInput(input.api, input.components, input.config.types ?? {}),
    factory: (component) => prefixed(factories.call(component)),
  });
  const modules = new Map([[factories.module, factories.text()]]);
  for (const resource of input.resources) {
    const text = answersModule(resource, { ...input, sampler });
    if (text !== undefined) modules.set(answersModuleName(resource), text);
  }
  const events = webhookMocks(input, sampler);
  if (events !== undefined) modules.set(WEBHOOKS, events);
  const exports = [...modules.keys()].map((module) =>
    code(`export * from "${specifier(INDEX, module, input.extension)}";`),
  );
  modules.set(INDEX, render("index", { info: input.api.info, exports }));
  return new Map([...modules].map(([module, text]) => [`${module}.ts`, text]));
}

const prefixed = (call: string | undefined): string | undefined => (call === undefined ? undefined : `mocks.${call}`);
