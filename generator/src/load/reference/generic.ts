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
function bindings({ form, kind, holder, source, steps }: Site): ReadonlyMap<string, string> {
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

function mentions(value: Json, bound: ReadonlyMap<string, string>): boolean {
  if (Array.isArray(value)) return value.some((item) => mentions(item, bound));
  if (!isObject(value)) return false;
  if (typeof value.$dynamicRef === "string" && bound.has(value.$dynamicRef)) return true;
  return Object.values(value).some((item) => mentions(item, bound));
}

function bind(value: Json, bound: ReadonlyMap<string, string>): void {
  if (Array.isArray(value)) for (const item of value) bind(item, bound);
  if (!isObject(value)) return;
  const to = typeof value.$dynamicRef === "string" ? bound.get(value.$dynamicRef) : undefined;
  if (to !== undefined) {
    delete value.$dynamicRef;
    value.$ref = to;
  }
  for (const item of Object.values(value)) bind(item, bound);
}
