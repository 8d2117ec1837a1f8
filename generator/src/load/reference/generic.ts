import type { Json, JsonObject } from "../document.js";
import { copy, isObject } from "../json.js";
import { toPointer } from "../pointer.js";
import type { Site, Target } from "./site.js";

/**
 * A generic schema (one with a `$dynamicRef`) as a schema uses it that binds the anchor, itself or in its `$defs`: a copy
 * in which the dynamic references lead to what is bound. Undefined when nothing of the target is bound here.
 */
export function specialised(site: Site, target: Target): JsonObject | undefined {
  const bound = bindings(site);
  if (bound.size === 0 || !isObject(target.node) || !mentions(target.node, bound)) return undefined;
  const made = copy(target.node);
  bind(made, bound);
  return made;
}

/** `#name` → the reference to what is bound to it here. */
type Bound = ReadonlyMap<string, string>;

function bindings({ form, kind, holder, source, steps }: Site): Bound {
  const bound = new Map<string, string>();
  if (form !== "object" || kind !== "schema") return bound;
  const { $dynamicAnchor, $defs } = holder;
  if (typeof $dynamicAnchor === "string") bound.set(`#${$dynamicAnchor}`, `${source.uri}#${toPointer(steps)}`);
  for (const [name, schema] of Object.entries(isObject($defs) ? $defs : {})) {
    if (!isObject(schema) || typeof schema.$dynamicAnchor !== "string") continue;
    bound.set(`#${schema.$dynamicAnchor}`, `${source.uri}#${toPointer([...steps, "$defs", name])}`);
  }
  return bound;
}

/**
 * What is bound within a resource: a dynamic reference is a plain one where its own resource has an `$anchor` of that name
 * and no `$dynamicAnchor`.
 */
function within(resource: JsonObject, bound: Bound): Bound {
  const plain = new Set<string>();
  const dynamic = new Set<string>();
  const look = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(look);
    if (!isObject(value) || (value !== resource && typeof value.$id === "string")) return;
    if (typeof value.$anchor === "string") plain.add(`#${value.$anchor}`);
    if (typeof value.$dynamicAnchor === "string") dynamic.add(`#${value.$dynamicAnchor}`);
    Object.values(value).forEach(look);
  };
  look(resource);
  return new Map([...bound].filter(([name]) => dynamic.has(name) || !plain.has(name)));
}

function mentions(value: Json, outer: Bound, bound = isObject(value) ? within(value, outer) : outer): boolean {
  if (Array.isArray(value)) return value.some((item) => mentions(item, outer, isResource(item) ? undefined : bound));
  if (!isObject(value)) return false;
  if (typeof value.$dynamicRef === "string" && bound.has(value.$dynamicRef)) return true;
  return Object.values(value).some((item) => mentions(item, outer, isResource(item) ? undefined : bound));
}

function bind(value: Json, outer: Bound, bound = isObject(value) ? within(value, outer) : outer): void {
  if (Array.isArray(value)) for (const item of value) bind(item, outer, isResource(item) ? undefined : bound);
  if (!isObject(value)) return;
  const to = typeof value.$dynamicRef === "string" ? bound.get(value.$dynamicRef) : undefined;
  if (to !== undefined) {
    delete value.$dynamicRef;
    value.$ref = to;
  }
  for (const item of Object.values(value)) bind(item, outer, isResource(item) ? undefined : bound);
}

const isResource = (value: Json): boolean => isObject(value) && typeof value.$id === "string";
