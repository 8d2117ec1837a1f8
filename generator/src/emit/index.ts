import type { ApiConfig, TypeOptions } from "../config/config.js";
import type { ResourceNames } from "../name/names.js";
import { BUILT_IN, type BuiltInInput } from "./built-in.js";
import type { FileSet } from "./file-set.js";
import { freeze } from "./freeze.js";
import { withoutCredentials } from "./operations/credentials.js";
import { planSecurity } from "./operations/security.js";
import type { OperationScene } from "./operations/operation.js";
import { entriesOf, runPlugin } from "./plugin.js";
import { resourceModule, type ResourceModule } from "./resources/resource.js";
import { Reuse } from "./reuse/reuse.js";
import { NO_STORE, type TextStore } from "./reuse/store.js";
import { createSchemas } from "./schemas/index.js";
import type { Known } from "./scene.js";
import { createCodecs, createTypePrinter, type Codecs } from "./types/index.js";

/** Api + Names + Facts → the files of one SDK, sorted by path. Texts are complete but for the formatter's last touch. `store`: texts of earlier runs. */
export async function emit(all: Known, config: ApiConfig, store: TextStore = NO_STORE): Promise<FileSet> {
  const known = withoutCredentials(all);
  const reuse = new Reuse(known, config, store);
  const scene = await prepare(known, config, reuse);
  const files = new Map<string, string>();
  const input: BuiltInInput = { ...scene, resources: resourceModules(scene, reuse), files };
  for (const emitter of BUILT_IN)
    for (const [path, text] of entriesOf(await emitter.emit(input)) ?? []) files.set(path, text);
  const plugins = config.emitters ?? [];
  if (plugins.length > 0) freeze([scene.api, scene.names, scene.facts]);
  for (const plugin of plugins) for (const [path, text] of await runPlugin(plugin, input)) files.set(path, text);
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function prepare(known: Known, config: ApiConfig, reuse: Reuse): Promise<OperationScene> {
  const { api, names } = known;
  const input = { api, names, options: config.types ?? {}, reuse };
  const taken = [...names.operations.values()].flatMap((one) => [one.value, [...one.resource, one.method].join(".")]);
  const scene: OperationScene = {
    ...known,
    config,
    types: await createTypePrinter(input),
    codecs: converts(input.options) ? createCodecs(input) : NO_CODECS,
    components: new Map(api.schemas.map((one) => [one.name, one.schema])),
    inlineTypes: new Set([...names.inline.values()].map((one) => one.type)),
    extension: config.importExtension ?? ".js",
    security: planSecurity(known),
    takenValues: new Set(taken),
  };
  return { ...scene, schemas: createSchemas(scene) };
}

/** Without an option that converts, no body needs a codec. */
const NO_CODECS: Codecs = { codecFor: () => undefined, declarations: () => [] };

function converts({ dates, int64 }: TypeOptions): boolean {
  return dates === "Date" || int64 === "bigint";
}

function resourceModules(scene: OperationScene, reuse: Reuse): ResourceModule[] {
  const operations = new Map(scene.api.operations.map((one) => [one.key, one]));
  const build = (names: ResourceNames): ResourceModule[] => [
    resourceModule(names, scene, operations, reuse),
    ...names.children.flatMap(build),
  ];
  return scene.names.resources.flatMap(build);
}
