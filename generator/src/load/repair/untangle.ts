import type { Json, JsonObject } from "../document.js";
import { isObject, member, put } from "../json.js";
import { below } from "../pointer.js";
import { isAnnotation } from "../upgrade/nullable.js";
import type { Mender } from "./mender.js";

const SCHEMAS = "#/components/schemas/";

/**
 * A parent that lists its children in `oneOf` while the children refer to the parent in `allOf` contains itself. What
 * the parent says beside the list becomes a component `<Parent>Base`, which the children extend instead; the parent is
 * the choice between them.
 */
export function untangleParents(schemas: JsonObject, mender: Mender): void {
  for (const name of Object.keys(schemas).toSorted()) {
    const parent = unionOf(schemas[name]);
    if (!parent) continue;
    const family = new Family(schemas, name);
    const extending = parent.members.map((one) => family.extenders(one));
    if (extending.every((found) => found.length === 0)) continue;
    const base = baseOf(parent);
    const baseName = freeName(schemas, `${name}Base`);
    for (const child of extending.flat()) family.replace(child, base && baseName);
    if (base) {
      put(schemas, baseName, base);
      const origin = mender.session.origins.find(mender.root, below("/components/schemas", name));
      if (origin) mender.session.origins.set(base, origin);
      // A member that does not extend the parent would lose what all of them have.
      if (extending.some((found) => found.length === 0)) parent.schema.allOf = [{ $ref: reference(baseName) }];
    }
  }
}

interface Parent {
  /** The schema that has the list: the component, or the part of it beside null. */
  readonly schema: JsonObject;
  readonly key: "oneOf" | "anyOf";
  readonly members: readonly Json[];
}

function unionOf(schema: Json | undefined): Parent | undefined {
  if (!isObject(schema)) return undefined;
  const { oneOf, anyOf } = schema;
  if (Array.isArray(oneOf)) return { schema, key: "oneOf", members: oneOf };
  if (!Array.isArray(anyOf)) return undefined;
  const [first, second] = anyOf;
  const nullable = anyOf.length === 2 && isObject(second) && second.type === "null";
  const inner = nullable && isObject(first) && first.$ref === undefined ? unionOf(first) : undefined;
  return inner ?? { schema, key: "anyOf", members: anyOf };
}

/** Takes what the parent says beside its list out of it; undefined when that is nothing. */
function baseOf({ schema, key }: Parent): JsonObject | undefined {
  const base: JsonObject = {};
  for (const keyword of Object.keys(schema)) {
    if (keyword === key || keyword === "discriminator" || isAnnotation(keyword)) continue;
    put(base, keyword, schema[keyword] as Json);
    delete schema[keyword];
  }
  return Object.keys(base).length === 0 ? undefined : base;
}

/** Who extends a parent through `allOf`, directly or not. */
class Family {
  constructor(
    readonly schemas: JsonObject,
    readonly parent: string,
  ) {}

  /** Schemas on the way from a member of the list to the parent that name the parent in their `allOf`. */
  extenders(start: Json): JsonObject[] {
    const found: JsonObject[] = [];
    const seen = new Set<Json>();
    const waiting: Json[] = [start];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (!isObject(next) || seen.has(next)) continue;
      seen.add(next);
      const target = this.#target(next);
      if (target !== undefined) waiting.push(target);
      if (!Array.isArray(next.allOf)) continue;
      if (next.allOf.some((part) => this.#isParent(part))) found.push(next);
      for (const part of next.allOf) if (!this.#isParent(part)) waiting.push(part);
    }
    return found;
  }

  /** Puts the base in the place of the parent; nothing, when there is no base. */
  replace(child: JsonObject, base: string | undefined): void {
    if (!Array.isArray(child.allOf)) return;
    const parts = child.allOf.flatMap((part) => {
      if (!this.#isParent(part)) return [part];
      return base === undefined ? [] : [{ ...(part as JsonObject), $ref: reference(base) }];
    });
    if (parts.length > 0) child.allOf = parts;
    else delete child.allOf;
  }

  #isParent(part: Json): boolean {
    return isObject(part) && part.$ref === reference(this.parent);
  }

  #target({ $ref: text }: JsonObject): Json | undefined {
    if (typeof text !== "string" || text === reference(this.parent)) return undefined;
    return member(this.schemas, nameOf(text));
  }
}

export function reference(name: string): string {
  return SCHEMAS + below("", name).slice(1).replaceAll("%", "%25");
}

/** Name of the component schema that a reference leads to. */
export function nameOf(text: string): string {
  return text.slice(SCHEMAS.length).replaceAll("%25", "%").replaceAll("~1", "/").replaceAll("~0", "~");
}

function freeName(schemas: JsonObject, wanted: string): string {
  return Object.hasOwn(schemas, wanted) ? freeName(schemas, `${wanted}_`) : wanted;
}
