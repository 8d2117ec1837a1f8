// A generated SDK with what the generator knows of it, loaded to be called.
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Client, ClientOptions, Operation as OperationValue } from "@sdkwright/runtime";
import type { Api, Operation } from "../../generator/src/model/api.js";
import { generateFiles } from "../../generator/src/pipeline.js";
import type { JsonObject } from "../../generator/src/load/document.js";
import { writeFiles } from "../../test/support/compile.js";
import { TOLD } from "./told.js";

export interface Sdk {
  /** `versioning/added@v2` has the folder `versioning/added`. */
  readonly folder: string;
  readonly name: string;
  readonly api: Api;
  readonly schemes: readonly string[];
  /** Where it was written. */
  readonly output: string;
  createClient(options: ClientOptions): Client;
  operation(key: string): { readonly value: OperationValue; readonly export: string; readonly module: string };
  /** `in:name` → key of the argument. */
  argument(operation: Operation, place: string): string | undefined;
}

export interface SdkOptions {
  readonly schemas: boolean;
}

export async function makeSdk(file: string, name: string, output: string, options: SdkOptions): Promise<Sdk> {
  const input = JSON.parse(await readFile(file, "utf8")) as JsonObject;
  const { files, api, names, facts } = await generateFiles({
    input,
    output: "unused",
    ...TOLD.get(name),
    ...(options.schemas && { schemas: "zod" }),
  });
  await mkdir(output, { recursive: true });
  await writeFiles(output, files);
  const load = (module: string) =>
    import(pathToFileURL(join(output, `${module}.ts`)).href) as Promise<{ readonly [name: string]: unknown }>;
  const modules = new Map<string, string>();
  const visit = (list: typeof names.resources): void => {
    for (const { operations, module, children } of list) {
      for (const key of operations) modules.set(key, module);
      visit(children);
    }
  };
  visit(names.resources);
  const loaded = new Map<string, { readonly [name: string]: unknown }>();
  for (const module of new Set(["client", ...modules.values()])) loaded.set(module, await load(module));
  return {
    folder: name.replace(/@.*/, "").replaceAll(".", "/"),
    name,
    api,
    schemes: Object.keys(facts.auth.schemes),
    output,
    createClient: loaded.get("client")!["createClient"] as Sdk["createClient"],
    operation(key) {
      const module = modules.get(key) ?? "client";
      const exported = names.operations.get(key)!.value;
      return { value: loaded.get(module)![exported] as OperationValue, export: exported, module };
    },
    argument: (operation, place) => names.operations.get(operation.key)!.parameters.get(place),
  };
}
