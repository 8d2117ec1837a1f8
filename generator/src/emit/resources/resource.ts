import type { Operation } from "../../model/api.js";
import type { ResourceNames } from "../../name/names.js";
import { Imports } from "../imports.js";
import type { Reuse } from "../reuse/reuse.js";
import { aliasTexts } from "./aliases.js";
import { operationText, type MethodText, type OperationScene } from "../operations/operation.js";
import { code } from "../templates/code.js";
import { render } from "../templates/render.js";

const ROOT = "Operations that belong to no resource: methods of the client.";

/** The module of one resource: types and operation values of its operations, then its class. */
export interface ResourceModule {
  readonly module: string;
  readonly text: string;
  readonly methods: readonly (MethodText & { readonly operation: Operation; readonly resource: readonly string[] })[];
}

export function resourceModule(
  names: ResourceNames,
  scene: OperationScene,
  operations: ReadonlyMap<string, Operation>,
  reuse: Reuse,
): ResourceModule {
  const imports = new Imports(names.module, scene.extension);
  imports.value("Resource");
  const methods: ResourceModule["methods"][number][] = [];
  const texts: string[] = scene.types.declarations(names.module).map((one) => imports.use(one));
  for (const key of names.operations) {
    const operation = operations.get(key);
    const own = scene.names.operations.get(key);
    if (!operation || !own) continue;
    const text = reuse.operation(operation, own, scene, imports);
    texts.push(text.declarations);
    for (const method of text.methods) methods.push({ ...method, operation, resource: names.path });
  }
  for (const child of names.children) imports.value(child.class, child.module);
  const aliases = aliasTexts(names, scene, imports, (key, type) => declares(key, type, scene, operations));
  const text = render("resource", {
    info: scene.api.info,
    imports: code(imports.print()),
    operations: [scene.schemas?.loader(names.module) ?? "", ...texts, ...aliases.exports]
      .filter((one) => one !== "")
      .map((one) => code(`\n${one}`)),
    description: names.description ?? (names.path.length > 0 ? `The resource \`${names.path.join(".")}\`.` : ROOT),
    class: names.class,
    children: names.children.map((child) => ({ ...child, path: child.path.join(".") })),
    methods: [...aliases.members, ...methods.map((method) => method.text)].map((one) => code(one)),
  });
  return { module: names.module, text, methods };
}

/** Whether the module of an operation declares a type for it: short ones are written where they are used. */
function declares(
  key: string,
  type: string,
  scene: OperationScene,
  operations: ReadonlyMap<string, Operation>,
): boolean {
  const operation = operations.get(key);
  const names = scene.names.operations.get(key);
  if (!operation || !names) return false;
  if (scene.inlineTypes.has(type)) return true;
  const { declarations } = operationText(operation, names, scene, new Imports("", scene.extension));
  return declarations.includes(`export interface ${type} `) || declarations.includes(`export type ${type} `);
}
