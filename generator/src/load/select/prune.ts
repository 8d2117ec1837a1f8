import type { Json, JsonObject } from "../document.js";
import { isObject, member } from "../json.js";
import { toSteps } from "../pointer.js";
import { operationsOf } from "../repair/path-item.js";
import { sectionOf, SECTIONS, type Kind, type Shapes } from "../walk/shapes.js";

/** Removes components that nothing refers to, from the operations on. Security schemes stay. */
export function pruneComponents(root: JsonObject, shapes: Shapes): void {
  const sections = new Map<string, JsonObject>();
  for (const kind of Object.keys(SECTIONS) as Kind[]) {
    const steps = sectionOf(kind, shapes);
    const section = steps && at(root, steps);
    if (kind !== "securityScheme" && isObject(section)) sections.set(`#/${steps!.join("/")}/`, section);
  }
  const marker = new Marker(sections, at(root, sectionOf("schema", shapes)!));
  marker.mark(root.paths);
  marker.mark(root.webhooks);
  marker.run();
  for (const section of sections.values()) {
    for (const name of Object.keys(section)) {
      const component = section[name];
      const kept = typeof component === "object" ? marker.kept.has(component as object) : marker.booleans.has(name);
      if (!kept) delete section[name];
    }
  }
}

/** Removes tags that no operation has, except those above one that is left (OpenAPI 3.2). */
export function pruneTags(root: JsonObject): void {
  if (!Array.isArray(root.tags)) return;
  const tags = root.tags.filter(isObject);
  const items = [root.paths, root.webhooks].flatMap((one) => (isObject(one) ? Object.values(one) : []));
  const operations = items.filter(isObject).flatMap(operationsOf);
  const kept = new Set<unknown>(operations.flatMap(([{ tags }]) => (Array.isArray(tags) ? tags : [])));
  for (let size = -1; size !== kept.size;) {
    size = kept.size;
    for (const { name, parent } of tags) if (typeof parent === "string" && kept.has(name)) kept.add(parent);
  }
  root.tags = root.tags.filter((tag) => !isObject(tag) || kept.has(tag.name));
}

class Marker {
  readonly kept = new Set<object>();
  /** Names of boolean schemas that are referred to. */
  readonly booleans = new Set<string>();
  readonly #waiting: Json[] = [];
  /** Children by parent: schemas that extend one whose discriminator finds them by name. */
  readonly #children = new Map<string, JsonObject[]>();

  constructor(
    readonly sections: ReadonlyMap<string, JsonObject>,
    schemas: Json | undefined,
  ) {
    for (const schema of Object.values(isObject(schemas) ? schemas : {})) {
      if (!isObject(schema) || !Array.isArray(schema.allOf)) continue;
      for (const part of schema.allOf) {
        if (!isObject(part) || typeof part.$ref !== "string") continue;
        this.#children.set(part.$ref, [...(this.#children.get(part.$ref) ?? []), schema]);
      }
    }
  }

  /** Follows every reference below a value. */
  mark(value: Json | undefined): void {
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === "object") this.mark(item);
    } else if (isObject(value)) {
      for (const key in value) {
        const item = value[key];
        if (key === "$ref" && typeof item === "string") this.#follow(item);
        else if (key === "discriminator" && isObject(item)) this.#mapping(item);
        else if (typeof item === "object") this.mark(item);
      }
    }
  }

  run(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) this.mark(next);
  }

  #mapping({ mapping }: JsonObject): void {
    for (const target of Object.values(isObject(mapping) ? mapping : {}))
      if (typeof target === "string") this.#follow(target);
  }

  #follow(reference: string): void {
    const cut = reference.lastIndexOf("/") + 1;
    const section = this.sections.get(reference.slice(0, cut));
    const [name = ""] = toSteps(`/${reference.slice(cut).replaceAll("%25", "%")}`);
    const component = section && member(section, name);
    if (component === true || component === false) this.booleans.add(name);
    if (typeof component === "object" && component !== null) this.#keep(component, reference);
  }

  #keep(component: Json & object, reference: string): void {
    if (this.kept.has(component)) return;
    this.kept.add(component);
    this.#waiting.push(component);
    if (!isObject(component) || component.discriminator === undefined) return;
    for (const child of this.#children.get(reference) ?? []) {
      if (this.kept.has(child)) continue;
      this.kept.add(child);
      this.#waiting.push(child);
    }
  }
}

function at(root: JsonObject, steps: readonly string[]): Json | undefined {
  let node: Json | undefined = root;
  for (const step of steps) node = isObject(node) ? member(node, step) : undefined;
  return node;
}
