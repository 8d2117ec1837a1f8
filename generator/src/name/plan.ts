import { isReservedWord } from "../emit/code/index.js";
import type { Api, NamedSchema, Operation } from "../model/api.js";
import { inlineObjects } from "../model/index.js";
import type { GivenNames } from "./given.js";
import { valueName } from "./identifier.js";
import type { KeptNames, KeptOperation, KeptSchema } from "./kept.js";
import { isTelling, shapeOf } from "./shape.js";
import { upperFirst } from "./words.js";

/** What is decided before the rules of naming decide. */
export interface NamePlan {
  readonly given: GivenNames;
  readonly kept: KeptNames;
  /** Operation key → what the earlier run says of it. */
  readonly operations: ReadonlyMap<string, PlannedOperation>;
  /** Component → what the earlier run says of it. */
  readonly schemas: ReadonlyMap<string, KeptSchema & { readonly pinned: boolean }>;
  /** What it is → its name, for the scope of exported names. */
  readonly pins: ReadonlyMap<string, string>;
  /** Older name → what it is a name of, for the same scope. */
  readonly held: ReadonlyMap<string, string>;
}

export interface PlannedOperation {
  readonly kept: KeptOperation;
  /** Nothing was renamed, so the name stays, whatever the rules say now. */
  readonly pinned: boolean;
}

export function planNames(api: Api, given: GivenNames, kept: KeptNames): NamePlan {
  const operations = plannedOperations(api.operations, kept);
  const schemas = plannedSchemas(api.schemas, kept);
  const inline = kept.inline.size === 0 ? [] : inlineObjects(api).map((one) => one.at);
  const plan = { given, kept, operations, schemas };
  const held = heldOf(plan);
  return { ...plan, pins: pinsOf({ ...plan, held }, inline), held };
}

function plannedOperations(all: readonly Operation[], kept: KeptNames): ReadonlyMap<string, PlannedOperation> {
  const there = new Set(all.map((one) => one.key));
  const gone = new Map(
    [...kept.operations].flatMap(([key, one]) =>
      there.has(key) || one.id === undefined ? [] : [[one.id, one] as const],
    ),
  );
  return new Map(
    all.flatMap((operation): [string, PlannedOperation][] => {
      const { key, operationId, tags } = operation;
      // Another path for the same operation is no new name.
      const found = kept.operations.get(key) ?? (operationId === undefined ? undefined : gone.get(operationId));
      const same = found && found.id === operationId && found.tag === tags[0];
      return found ? [[key, { kept: found, pinned: same === true }]] : [];
    }),
  );
}

function plannedSchemas(all: readonly NamedSchema[], kept: KeptNames): NamePlan["schemas"] {
  const planned = new Map<string, KeptSchema & { pinned: boolean }>();
  const there = new Set(all.map((one) => one.name));
  const gone = groupBy(
    [...kept.schemas].filter(([name]) => !there.has(name)),
    ([, one]) => one.shape,
  );
  // Shapes are worked out only where something may have been renamed.
  const newcomers = gone.size === 0 ? [] : all.filter((one) => !kept.schemas.has(one.name));
  const come = groupBy(newcomers, (one) => shapeOf(one.schema));
  for (const { name } of all) {
    const found = kept.schemas.get(name);
    if (found) planned.set(name, { ...found, pinned: true });
  }
  for (const [shape, [only, ...more]] of come) {
    const [old, ...others] = gone.get(shape) ?? [];
    // One that went and one that came, of one shape: it was renamed.
    if (only && old && more.length === 0 && others.length === 0 && isTelling(only.schema))
      planned.set(only.name, { ...old[1], pinned: false });
  }
  return planned;
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

/** Derived names of an operation, as `nameOperation` makes them. */
export const DERIVED = ["params", "result", "errors", "successes"] as const;
export const derivedName = (value: string, kind: (typeof DERIVED)[number]): string =>
  upperFirst(value) + upperFirst(kind);

/** Only what is still there has a name: what went leaves its own to whoever wants it. */
function pinsOf(
  { given, kept, operations, schemas, held }: Omit<NamePlan, "pins">,
  inline: readonly string[],
): ReadonlyMap<string, string> {
  const pins = new Map<string, string>();
  if (kept.client !== undefined) pins.set("client", kept.client);
  for (const [name, { type, input, pinned }] of schemas)
    if (pinned && !given.schemas.has(name)) {
      pins.set(`schema ${name}`, type);
      if (input !== undefined) pins.set(`input ${name}`, input);
    }
  for (const [name, type] of given.schemas) pins.set(`schema ${name}`, type);
  const resources = resourcesOf([...operations.values()].map((one) => one.kept));
  for (const [path, name] of kept.resources) if (resources.has(path)) pins.set(`resource ${path}`, name);
  for (const [key, { kept: one, pinned }] of operations)
    if (pinned && !given.operations.has(key)) {
      pins.set(`value ${key}`, one.value);
      for (const kind of DERIVED) pins.set(`${kind} ${key}`, one.types?.[kind] ?? derivedName(one.value, kind));
    }
  for (const at of inline) {
    const { type, input } = kept.inline.get(at) ?? {};
    // The answer of a renamed operation has its new name; the old one is an alias.
    if (type !== undefined && !held.has(type)) pins.set(`inline ${at}`, type);
    if (input !== undefined) pins.set(`inline input ${at}`, input);
  }
  // Whoever wrote them, words of the language are no names.
  return new Map([...pins].filter(([, name]) => !isReservedWord(name)));
}

/** Names that went over to others, and those that went over in runs before. */
function heldOf({ given, operations, schemas }: Omit<NamePlan, "pins" | "held">): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  const hold = (name: string | undefined, identity: string): void => {
    if (name !== undefined && !held.has(name)) held.set(name, identity);
  };
  for (const [name, { type, input, aliases, pinned }] of schemas) {
    if (!pinned || given.schemas.has(name)) {
      hold(type, `schema ${name}`);
      hold(input, `input ${name}`);
    }
    for (const alias of aliases) hold(alias, `schema ${name}`);
  }
  const holdAll = (value: string, key: string, types: KeptOperation["types"] = {}): void => {
    hold(value, `value ${key}`);
    for (const kind of DERIVED) hold(types[kind] ?? derivedName(value, kind), `${kind} ${key}`);
  };
  for (const [key, { kept, pinned }] of operations) {
    if (!pinned || given.operations.has(key)) holdAll(kept.value, key, kept.types);
    for (const alias of kept.aliases) holdAll(valueName(alias.split(".")), key);
  }
  return held;
}

/** Paths of the resources that operations had a name in, and of those above them. */
function resourcesOf(all: readonly KeptOperation[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { name, aliases } of all)
    for (const path of [name, ...aliases]) {
      const members = path.split(".");
      for (let length = 0; length < members.length; length++) paths.add(members.slice(0, length).join("."));
    }
  return paths;
}
