import { clientModule } from "./client/client.js";
import { codecsModule } from "./codecs.js";
import { readme } from "./docs/readme.js";
import type { Emitter, EmitterInput } from "./emitter.js";
import { extensionExports } from "./extension.js";
import { indexModule } from "./index-module.js";
import { mockModules } from "./mocks/mocks.js";
import { modelModules } from "./models.js";
import type { OperationScene } from "./operations/operation.js";
import { packageFiles } from "./package/package.js";
import type { ResourceModule } from "./resources/resource.js";
import { testModules } from "./tests/tests.js";
import { webhooksModule } from "./webhooks/webhooks.js";

/** What the SDK's own emitters are given beside what all are. */
export interface BuiltInInput extends EmitterInput, OperationScene {
  readonly resources: readonly ResourceModule[];
}

/** The emitters of the SDK itself. One that looks at `files` stands after those that make them. */
export const BUILT_IN: readonly Emitter<BuiltInInput>[] = [
  { name: "resources", emit: ({ resources }) => modules(resources.map(({ module, text }) => [module, text])) },
  { name: "models", emit: (input) => modules(modelModules(input)) },
  { name: "webhooks", emit: (input) => optional("webhooks", webhooksModule(input)) },
  { name: "codecs", emit: (input) => optional("codecs", codecsModule(input)) },
  { name: "schemas", emit: ({ schemas }) => modules(schemas?.modules() ?? []) },
  { name: "client", emit: (input) => modules([["client", clientModule(input, input.security)]]) },
  {
    name: "index",
    async emit(input) {
      const own = await extensionExports(input);
      return modules([["index", indexModule(input, input.files.has("webhooks.ts"), own)]]);
    },
  },
  { name: "readme", emit: (input) => new Map([["README.md", readme(input, input.resources)]]) },
  { name: "mocks", emit: mockModules },
  { name: "tests", emit: testModules },
  { name: "package", emit: (input) => (input.config.package ? packageFiles(input) : new Map()) },
];

function modules(texts: Iterable<readonly [module: string, text: string]>): Map<string, string> {
  return new Map(Array.from(texts, ([module, text]) => [`${module}.ts`, text]));
}

function optional(module: string, text: string | undefined): Map<string, string> {
  return modules(text === undefined ? [] : [[module, text]]);
}
