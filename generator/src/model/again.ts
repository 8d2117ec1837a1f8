import type { JsonObject, SpecDocument } from "../load/document.js";
import { Report } from "../report/diagnostic.js";
import type { Api, Operation } from "./api.js";
import { DEEPEST, isTooDeep } from "./depth.js";
import { operationsOf } from "./operation/operations.js";
import { DocumentReader } from "./operation/reader.js";
import { componentsOf } from "./resolve.js";
import { entries, isObject, keys, member } from "./raw.js";
import { listIn } from "./reach.js";
import { SchemaBuilder } from "./schema/builder.js";
import { isDiscriminated } from "./settle/narrowing.js";
import { settleDefault } from "./settle/defaults.js";
import { settleEvents } from "./settle/events.js";
import { isSame } from "./share.js";
import { rootsOfOperation, schemasIn } from "./walk.js";

/** A document, and the API that was made of it without a word to its author. */
export interface Built {
  readonly root: JsonObject;
  readonly api: Api;
  /** A discriminator chooses somewhere. What it narrows depends on how often its members are referred to. */
  readonly hasChoices: boolean;
}

/**
 * The API of a document that differs from an earlier one in its paths only. Nothing refers to an operation, so the rest is
 * what it was, and only the operations of those paths are built. Undefined where there is more to it, and all has to be:
 * where something would have to be told, or where an operation bears on components, as a discriminator in it does.
 */
export function buildPathsAgain(before: Built, { root }: SpecDocument): Api | undefined {
  const [old, paths] = [before.root.paths, root.paths];
  if (!isObject(old) || !isObject(paths) || !isSameBeside(before.root, root)) return undefined;
  const all = [...new Set([...keys(old), ...keys(paths)])];
  const changed = new Set(all.filter((path) => !isSame(member(old, path), member(paths, path))));
  const written = Object.fromEntries(entries(paths).filter(([path]) => changed.has(path)));
  const made = operationsIn({ ...root, paths: written }, before.api);
  if (!made) return undefined;
  const [known, fresh] = [byPath(before.api.operations), byPath(made)];
  if (!known || !fresh) return undefined;
  const gone = [...changed].flatMap((path) => known.get(path) ?? []);
  if ([...gone, ...made].some(bearsOnOthers)) return undefined;
  if (before.hasChoices && referencesIn(gone) !== referencesIn(made)) return undefined;
  const operations = keys(paths).flatMap((path) => (changed.has(path) ? fresh : known).get(path) ?? []);
  return { ...before.api, operations };
}

/** Everything but the paths is the same. */
function isSameBeside({ paths: _old, ...before }: JsonObject, { paths: _paths, ...root }: JsonObject): boolean {
  return isSame(before, root);
}

/** Operations of these paths over the components of an API; undefined where something has to be told. */
function operationsIn(root: JsonObject, api: Api): readonly Operation[] | undefined {
  if (isTooDeep(root.paths ?? {}, DEEPEST - 1)) return undefined;
  const report = new Report();
  const schemas = isObject(root.components) ? root.components.schemas : undefined;
  const builder = new SchemaBuilder(isObject(schemas) ? schemas : {}, report);
  const reader = new DocumentReader(root, builder, report);
  const operations = operationsOf({ reader, schemes: new Set(api.schemes.map(({ name }) => name)) });
  const components = new Map(componentsOf(api));
  for (const schema of schemasIn(operations.flatMap((one) => [...rootsOfOperation(one)])))
    settleDefault(builder, components, schema);
  settleEvents(components, operations);
  return report.diagnostics.length > 0 ? undefined : operations;
}

/** Operations by the path that they stand under; undefined where one stands elsewhere, by a reference. */
function byPath(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> | undefined {
  const found = new Map<string, Operation[]>();
  for (const one of operations) {
    const path = /^\/paths\/([^/]*)\//.exec(one.at)?.[1];
    if (path === undefined) return undefined;
    listIn(found, path.replaceAll("~1", "/").replaceAll("~0", "~")).push(one);
  }
  return found;
}

/** Every reference to a component, as text. */
function referencesIn(operations: readonly Operation[]): string {
  const found = [...schemasIn(operations.flatMap((one) => [...rootsOfOperation(one)]))];
  return JSON.stringify(found.flatMap((one) => (one.kind === "ref" ? [one.target] : [])).toSorted());
}

/**
 * A discriminator narrows the components that it selects. A default that has members is compared with components as
 * they were before they were narrowed.
 */
function bearsOnOthers(operation: Operation): boolean {
  for (const schema of schemasIn(rootsOfOperation(operation)))
    if (isDiscriminated(schema) || typeof schema.default === "object") return true;
  return false;
}
