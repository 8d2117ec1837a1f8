import type { Api } from "../model/api.js";
import type { KeptNames, KeptOperation, KeptOperationTypes, KeptSchema } from "./kept.js";
import type { Names, OperationNames, ResourceNames } from "./names.js";
import { DERIVED, derivedName } from "./plan.js";
import { shapeOf } from "./shape.js";

/** The names of a run, for the next one. */
export function recordNames(api: Api, names: Names): KeptNames {
  const aliases = new Map<string, string[]>();
  const resources = new Map<string, string>();
  const visit = (all: readonly ResourceNames[]): void => {
    for (const one of all) {
      resources.set(one.path.join("."), one.class);
      for (const { method, operation } of one.aliases ?? []) add(aliases, operation, [...one.path, method].join("."));
      visit(one.children);
    }
  };
  visit(names.resources);
  const old = new Map<string, string[]>();
  for (const [name, { schema }] of names.typeAliases ?? []) add(old, schema, name);
  return {
    client: names.client,
    env: names.env,
    package: names.packageName,
    resources,
    operations: new Map(
      api.operations.flatMap(({ key, operationId, tags: [tag] }): [string, KeptOperation][] => {
        const own = names.operations.get(key);
        if (!own) return [];
        const name = [...own.resource, own.method].join(".");
        const told = { ...(operationId !== undefined && { id: operationId }), ...(tag !== undefined && { tag }) };
        const types = typesOf(own);
        const more = { ...told, ...(types && { types }), aliases: (aliases.get(key) ?? []).toSorted() };
        return [[key, { name, value: own.value, ...more }]];
      }),
    ),
    schemas: new Map(
      api.schemas.flatMap(({ name, schema }): [string, KeptSchema][] => {
        const own = names.schemas.get(name);
        if (!own) return [];
        const { type, input } = own;
        const more = { shape: shapeOf(schema), aliases: (old.get(name) ?? []).toSorted() };
        return [[name, { type, ...(input !== undefined && { input }), ...more }]];
      }),
    ),
    inline: new Map(
      [...names.inline].map(([at, { type, input }]) => [at, { type, ...(input !== undefined && { input }) }]),
    ),
  };
}

/** Types of an operation that something else would not let be called as its value says. */
function typesOf(own: OperationNames): KeptOperationTypes | undefined {
  const others = DERIVED.filter((kind) => own[kind] !== derivedName(own.value, kind));
  return others.length === 0 ? undefined : Object.fromEntries(others.map((kind) => [kind, own[kind]]));
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
