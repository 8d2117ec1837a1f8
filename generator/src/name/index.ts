import type { ApiConfig } from "../config/config.js";
import type { Api } from "../model/api.js";
import type { Report } from "../report/diagnostic.js";
import { isReservedWord } from "../emit/code/index.js";
import { nameClient } from "./client.js";
import { className, valueName } from "./identifier.js";
import { nameInline } from "./inline.js";
import { ResourceModules } from "./modules.js";
import type { MethodAlias, Names, OperationNames, ResourceNames, TypeAlias, TypeName } from "./names.js";
import { givenNames } from "./given.js";
import { NOTHING_KEPT, type KeptNames } from "./kept.js";
import { tellNotKept } from "./not-kept.js";
import { DERIVED, derivedName, planNames, type NamePlan } from "./plan.js";
import { placeOperations, type Place, type Placed } from "./operations.js";
import { compare } from "./order.js";
import { nameParameters } from "./parameters.js";
import { RESERVED_EXPORTS } from "./reserved.js";
import { nameSchemas } from "./schemas.js";
import { Scope } from "./scope.js";
import { upperFirst, wordsOf } from "./words.js";

export { successes } from "./answer.js";
export { recordNames } from "./record.js";
export type { KeptNames } from "./kept.js";
export { DERIVED, derivedName } from "./plan.js";
export { parameterId } from "./parameters.js";

/**
 * Decides every identifier and file name of an SDK. Nothing depends on the order of the document's keys; a name depends
 * on other things of the document only where two want the same one. See docs/names.md.
 */
export function name(api: Api, config: ApiConfig, report: Report, kept: KeptNames = NOTHING_KEPT): Names {
  const { client, ...titled } = nameClient(api, config);
  const before = config.name === undefined ? kept : NOTHING_KEPT;
  const { env = titled.env, package: packageName = titled.packageName } = before;
  const { client: _title, ...others } = kept;
  const plan = planNames(api, givenNames(api, config, report), config.name === undefined ? kept : others);
  const exported = new Scope(RESERVED_EXPORTS, undefined, plan.pins, plan.held);
  const clientClass = exported.claim({ identity: "client", wanted: [client, `${client}Client`] });
  const parts = ["Options", "Auth"].map((part) => exported.claim({ identity: part, wanted: [clientClass + part] }));
  const schemas = nameSchemas(api, exported, report, { given: plan.given.schemas, client: [clientClass, ...parts] });
  const typeAliases = aliasTypes(schemas, plan, exported);
  const root = placeOperations(api, report, plan);
  const classes = nameClasses(root, clientClass, exported);
  const operations = nameOperations(root, report, exported);
  const aliasesOf = (place: Place) => place.aliases.map((one) => aliasExports(one, place.path, plan, exported));
  const resources = nameResources(root, { api, classes, aliasesOf });
  const moduleOf = new Map<string, string>();
  eachResource(resources, (one) => moduleOf.set(one.path.join("\n"), one.module));
  const inline = nameInline(
    { api, schemas, operations, moduleOf: (one) => moduleOf.get(one.resource.join("\n")) ?? "models" },
    exported,
  );
  const plain = { client: clientClass, env, packageName, schemas, inline, operations, resources };
  const names = typeAliases.size > 0 ? { ...plain, typeAliases } : plain;
  tellNotKept(api, plan, names, report);
  return names;
}

/** Old names of types, as far as nothing else has them. */
function aliasTypes(
  schemas: ReadonlyMap<string, TypeName>,
  { schemas: planned }: NamePlan,
  exported: Scope,
): ReadonlyMap<string, TypeAlias> {
  const found = new Map<string, TypeAlias>();
  for (const [schema, { type, input, aliases }] of planned) {
    const now = schemas.get(schema);
    if (!now) continue;
    const add = (old: string, target: string, kind: "schema" | "input" = "schema"): void => {
      if (old !== target && !isReservedWord(old) && exported.reserve(old, `${kind} ${schema}`))
        found.set(old, { schema, type: target, module: now.module });
    };
    add(type, now.type);
    if (input !== undefined) add(input, now.input ?? now.type, "input");
    for (const old of aliases) add(old, old.endsWith("Input") && now.input !== undefined ? now.input : now.type);
  }
  return new Map([...found].toSorted(([a], [b]) => compare(a, b)));
}

interface ClassNames {
  readonly class: string;
  readonly module: string;
}

/** Breadth first, so that a deeper resource never takes the class of a shallower one. */
function nameClasses(root: Place, client: string, exported: Scope): ReadonlyMap<Place, ClassNames> {
  const modules = new ResourceModules();
  const classes = new Map<Place, ClassNames>();
  const queue: Place[] = [root];
  for (let place = queue.shift(); place; place = queue.shift()) {
    const path = place.path.join(".");
    const wanted = place === root ? `${client}Methods` : className(place.path.flatMap(wordsOf), path);
    const named = exported.claim({ identity: `resource ${path}`, wanted: [wanted, `${wanted}Resource`] });
    classes.set(place, { class: named, module: modules.claim(place.path) });
    queue.push(...place.children);
  }
  return classes;
}

function nameResources(
  root: Place,
  {
    api,
    classes,
    aliasesOf,
  }: {
    readonly api: Api;
    readonly classes: ReadonlyMap<Place, ClassNames>;
    readonly aliasesOf: (place: Place) => readonly MethodAlias[];
  },
): ResourceNames[] {
  const descriptions = new Map(api.tags.map((tag) => [tag.name, tag.description]));
  const build = (place: Place): ResourceNames => {
    const description = descriptions.get(place.source);
    const { class: named, module } = classes.get(place) ?? { class: "", module: "" };
    return {
      path: place.path,
      property: place.path.at(-1) ?? "",
      class: named,
      module,
      source: place.source,
      ...(description !== undefined && { description }),
      operations: place.operations.toSorted((a, b) => compare(a.method, b.method)).map((one) => one.operation.key),
      children: place === root ? [] : place.children.map(build),
      ...(place.aliases.length > 0 && { aliases: aliasesOf(place) }),
    };
  };
  const own = root.operations.length + root.aliases.length > 0 ? [build(root)] : [];
  return [...own, ...root.children.map(build)];
}

/** What an old method exported, as it was kept or as its name says, as far as nothing else is called so. */
function aliasExports(
  { method, operation }: Place["aliases"][number],
  path: readonly string[],
  plan: NamePlan,
  exported: Scope,
): MethodAlias {
  const kept = plan.operations.get(operation)?.kept;
  const isLast = kept?.name === [...path, method].join(".");
  const value = isLast ? kept.value : valueName([...path, method]);
  const types = DERIVED.map((kind) => [kind, (isLast && kept.types?.[kind]) || derivedName(value, kind)] as const);
  return {
    method,
    operation,
    ...(exported.reserve(value, `value ${operation}`) && { value }),
    types: Object.fromEntries(types.filter(([kind, name]) => exported.reserve(name, `${kind} ${operation}`))),
  };
}

function nameOperations(root: Place, report: Report, exported: Scope): Map<string, OperationNames> {
  const names = new Map<string, OperationNames>();
  const queue: Place[] = [root];
  for (let place = queue.shift(); place; place = queue.shift()) {
    for (const placed of place.operations) names.set(placed.operation.key, nameOperation(placed, report, exported));
    queue.push(...place.children);
  }
  return new Map([...names].toSorted(([a], [b]) => compare(a, b)));
}

function nameOperation(placed: Placed, report: Report, exported: Scope): OperationNames {
  const { operation, resource, method, reason } = placed;
  const wanted = valueName([...resource, method]);
  const claim = (kind: string, name: string): string =>
    exported.claim({ identity: `${kind} ${operation.key}`, wanted: [name] });
  const value = claim("value", wanted);
  const type = upperFirst(value);
  // What was decided before was told then.
  if (value !== wanted && exported.pins.get(`value ${operation.key}`) !== value)
    report.add({
      code: "name/value-collision",
      severity: "warn",
      message: `The operation value of ${operation.key} is ${value}, because ${wanted} is taken.`,
      at: operation.at,
      fix: "Give the operation another operationId.",
    });
  return {
    resource,
    method,
    value,
    params: claim("params", `${type}Params`),
    result: claim("result", `${type}Result`),
    errors: claim("errors", `${type}Errors`),
    successes: claim("successes", `${type}Successes`),
    parameters: nameParameters(operation),
    reason,
  };
}

function eachResource(resources: readonly ResourceNames[], visit: (one: ResourceNames) => void): void {
  for (const one of resources) {
    visit(one);
    eachResource(one.children, visit);
  }
}
