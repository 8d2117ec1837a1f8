import type { MethodAlias, OperationNames, ResourceNames } from "../../name/names.js";
import { DERIVED } from "../../name/index.js";
import { propertyKey, stringLiteral } from "../code/index.js";
import { specifier, type Imports } from "../imports.js";
import type { OperationScene } from "../operations/operation.js";

/** Old names of one resource's methods: members of its class, and old exports. */
export interface AliasTexts {
  readonly members: readonly string[];
  readonly exports: readonly string[];
}

interface Target {
  readonly names: OperationNames;
  readonly resource: ResourceNames;
}

/** @param declares - whether the module of a resource declares a type */
export function aliasTexts(
  resource: ResourceNames,
  scene: OperationScene,
  imports: Imports,
  declares: (operation: string, type: string) => boolean,
): AliasTexts {
  const members: string[] = [];
  const exports: string[] = [];
  for (const alias of resource.aliases ?? []) {
    const target = targetOf(alias, scene);
    if (!target) continue;
    members.push(member(alias, target, resource, imports));
    exports.push(...valueExport(alias, target, resource, scene), ...typeExports(alias, target, imports, declares));
  }
  return { members, exports };
}

function targetOf({ operation }: MethodAlias, { names }: OperationScene): Target | undefined {
  const own = names.operations.get(operation);
  const find = (all: readonly ResourceNames[]): ResourceNames | undefined => {
    for (const one of all) {
      const found = one.operations.includes(operation) ? one : find(one.children);
      if (found) return found;
    }
    return undefined;
  };
  const resource = find(names.resources);
  return own && resource && { names: own, resource };
}

/** The old method is the new one. */
function member(alias: MethodAlias, { names, resource }: Target, from: ResourceNames, imports: Imports): string {
  const called = [...resource.path, names.method].join(".");
  if (resource !== from) imports.value(resource.class, resource.module);
  const type = `${resource.class}[${stringLiteral(names.method)}]`;
  const on = resource === from ? "this" : `new ${resource.class}(this.client)`;
  return (
    `  /** @deprecated It is called \`${called}\` now. */\n` +
    `  readonly ${propertyKey(alias.method)}: ${type} = (...args) => ${on}.${names.method}(...args);\n`
  );
}

/** A new name of an export rather than a constant of its own: modules may import each other. */
function valueExport(
  { value }: MethodAlias,
  { names, resource }: Target,
  from: ResourceNames,
  { extension }: OperationScene,
): string[] {
  if (value === undefined) return [];
  const where = resource === from ? "" : ` from "${specifier(from.module, resource.module, extension)}"`;
  return [
    `export {\n  /** @deprecated It is called \`${names.value}\` now. */\n  ${names.value} as ${value},\n}${where};\n`,
  ];
}

function typeExports(
  { types, operation }: MethodAlias,
  { names, resource }: Target,
  imports: Imports,
  declares: (operation: string, type: string) => boolean,
): string[] {
  return DERIVED.flatMap((kind) => {
    const [old, now] = [types[kind], names[kind]];
    if (old === undefined || !declares(operation, now)) return [];
    imports.type(now, resource.module);
    return [`/** @deprecated It is called \`${now}\` now. */\nexport type ${old} = ${now};\n`];
  });
}
