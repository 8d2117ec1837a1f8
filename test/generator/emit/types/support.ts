import type { TypeOptions } from "../../../../generator/src/config/config.js";
import {
  type Codecs,
  createCodecs,
  createTypePrinter,
  type TypePrinter,
} from "../../../../generator/src/emit/types/index.js";
import type { Json, JsonObject } from "../../../../generator/src/load/document.js";
import type { Api } from "../../../../generator/src/model/api.js";
import { differsByDirection, inlineObjects, type InlineObject } from "../../../../generator/src/model/index.js";
import type { Names, TypeName } from "../../../../generator/src/name/names.js";
import { build } from "../../model/support.js";

/** Names as plain as can be, so that these tests say nothing of how names are made. */
export function plainNames(api: Api): Names {
  const differs = differsByDirection(api);
  const schemas = new Map<string, TypeName>();
  for (const { name, schema } of api.schemas) {
    const type = capital(name);
    schemas.set(name, { type, module: "models", ...(differs(schema) && { input: `${type}Input` }) });
  }
  const inline = new Map<string, TypeName>();
  for (const object of inlineObjects(api)) {
    const type = inlineName(object);
    const same = object.sameAs === undefined ? undefined : inline.get(object.sameAs);
    inline.set(
      object.at,
      same ?? {
        type,
        module: object.owner.kind === "schema" ? "models" : "resources/t",
        ...(object.twin && { input: `${type}Input` }),
      },
    );
  }
  return { client: "Test", env: "TEST", packageName: "test", schemas, inline, operations: new Map(), resources: [] };
}

function inlineName({ owner, path }: InlineObject): string {
  const words = path.map((step) =>
    "name" in step ? step.name : "label" in step ? step.label : step.kind === "items" ? "Item" : step.kind,
  );
  const root = "name" in owner ? owner.name : `${owner.kind}${"status" in owner ? owner.status : ""}`;
  return [root, ...words].map(capital).join("");
}

function capital(name: string): string {
  const word = name.replaceAll(/[^A-Za-z0-9_$]/g, "_");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export interface Printed {
  readonly api: Api;
  readonly types: TypePrinter;
  readonly codecs: Codecs;
}

export async function print(root: JsonObject, options: TypeOptions = {}): Promise<Printed> {
  const { api } = build(root);
  const input = { api, names: plainNames(api), options };
  return { api, types: await createTypePrinter(input), codecs: createCodecs(input) };
}

/** The declarations of one module, as they stand in it. */
export async function declared(schemas: JsonObject, options: TypeOptions = {}, module = "models"): Promise<string> {
  const { types } = await print({ components: { schemas } }, options);
  return types
    .declarations(module)
    .map(({ text }) => text)
    .join("\n");
}

/** The declaration of schema `S` among others. */
export async function declaration(schema: Json, options: TypeOptions = {}, others: JsonObject = {}): Promise<string> {
  const { types } = await print({ components: { schemas: { ...others, S: schema } } }, options);
  return types
    .declarations("models")
    .filter(({ name }) => name === "S")
    .map(({ text }) => text)
    .join("");
}

/** The type of a member `p` with this schema. */
export async function typeText(schema: Json, options: TypeOptions = {}, others: JsonObject = {}): Promise<string> {
  const text = await declaration({ type: "object", required: ["p"], properties: { p: schema } }, options, others);
  const match = /\n {2}p:\s(.*);\n\}\n$/s.exec(text);
  if (!match) throw new Error(text);
  return match[1] as string;
}
