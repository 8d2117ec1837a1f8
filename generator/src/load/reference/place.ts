import type { Json, JsonObject } from "../document.js";
import { isObject, member, objectAt, put } from "../json.js";
import { below, toPointer } from "../pointer.js";
import type { Session } from "../session.js";
import type { Source } from "../source/source.js";
import { sectionOf, type Kind, type Shapes } from "../walk/shapes.js";
import { nameTargets } from "./names.js";
import { targetKey, type Site, type Target } from "./site.js";

/** Everything that refers to one target. */
export interface Group {
  readonly target: Target;
  readonly kind: Kind;
  readonly sites: Site[];
  /** Names of components that are nothing but a reference to the target. */
  readonly aliases: string[];
}

/** Brings the targets of references into the components and points the references there. */
export class Placement {
  readonly #groups = new Map<string, Group>();
  readonly #home: { readonly site: Site; readonly name: string }[] = [];

  constructor(
    readonly main: Source,
    readonly shapes: Shapes,
    readonly session: Session,
  ) {}

  add(site: Site, target: Target): void {
    const name = target.source === this.main ? this.#componentName(target.steps, site.kind) : undefined;
    if (name !== undefined) {
      this.#home.push({ site, name });
      return;
    }
    const key = `${site.kind} ${targetKey(target)}`;
    const group = this.#groups.get(key) ?? { target, kind: site.kind, sites: [], aliases: [] };
    group.sites.push(site);
    const alias = this.#aliasOf(site);
    if (alias !== undefined) group.aliases.push(alias);
    this.#groups.set(key, group);
  }

  /** Nothing is moved before all references are known: names do not depend on the order of the document. */
  finish(): void {
    for (const { site, name } of this.#home) this.#point(site, name);
    const groups = [...this.#groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
    const names = nameTargets(groups, (kind) => this.#section(kind), this.main);
    for (const group of groups) this.#move(group, names.get(group)!);
    this.#flattenAliases();
  }

  #move({ target, kind, sites, aliases }: Group, name: string): void {
    const { node, source, steps, parent } = target;
    for (const site of sites) this.#point(site, name);
    if (parent) replaceChild(parent, steps.at(-1)!, { $ref: this.#reference(kind, name) });
    const section = this.#section(kind);
    put(section, name, node);
    this.session.origins.set(node, { source, pointer: toPointer(steps) });
    for (const alias of aliases) {
      if (alias !== name) put(section, alias, { $ref: this.#reference(kind, name) });
    }
  }

  #point({ form, holder, key, kind }: Site, name: string): void {
    const reference = this.#reference(kind, name);
    if (form !== "dynamic") {
      put(holder, key, reference);
      return;
    }
    delete holder[key];
    if (holder.$ref === undefined) holder.$ref = reference;
    else holder.allOf = [...(Array.isArray(holder.allOf) ? holder.allOf : []), { $ref: reference }];
  }

  /** A component that is only a reference is another name; it points straight at what it means. */
  #flattenAliases(): void {
    const schemas = this.#existing("schema");
    const ends = new Map<string, string>();
    for (const name of Object.keys(schemas)) {
      const chain = new Set<string>();
      let end = name;
      for (let next: string | undefined = name; next !== undefined; next = this.#aliasTarget(schemas, end)) {
        if (chain.has(next)) return this.#cycle(name);
        chain.add(next);
        end = ends.get(next) ?? next;
        if (ends.has(next)) break;
      }
      for (const one of chain) ends.set(one, end);
      if (end !== name) (schemas[name] as JsonObject).$ref = this.#reference("schema", end);
    }
  }

  #aliasTarget(schemas: JsonObject, name: string): string | undefined {
    const schema = member(schemas, name);
    if (!isObject(schema) || typeof schema.$ref !== "string" || Object.keys(schema).length > 1) return undefined;
    return this.#componentName(schema.$ref.slice(2).split("/").map(unescape), "schema");
  }

  #cycle(name: string): never {
    const at = below(`/${sectionOf("schema", this.shapes)!.join("/")}`, name);
    const finding = {
      code: "load/ref-cycle",
      message: `The schema ${name} refers to itself without ever reaching a definition.`,
      fix: "Let one of the references on the way define something.",
    };
    this.session.stop(finding, this.session.origins.find(this.main.value, at));
  }

  #reference(kind: Kind, name: string): string {
    // `%` alone would be decoded by readers of URI fragments.
    return `#${toPointer([...sectionOf(kind, this.shapes)!, name])}`.replaceAll("%", "%25");
  }

  schemaCount(): number {
    return Object.keys(this.#existing("schema")).length;
  }

  /** The section of a kind; empty when the document has none. */
  #existing(kind: Kind): JsonObject {
    let at: Json | undefined = this.main.value;
    for (const step of sectionOf(kind, this.shapes)!) at = isObject(at) ? at[step] : undefined;
    return isObject(at) ? at : {};
  }

  #section(kind: Kind): JsonObject {
    let at = this.main.value as JsonObject;
    for (const step of sectionOf(kind, this.shapes)!) at = objectAt(at, step);
    return at;
  }

  #componentName(steps: readonly string[], kind: Kind): string | undefined {
    const section = sectionOf(kind, this.shapes);
    if (!section || steps.length !== section.length + 1) return undefined;
    return section.every((step, index) => steps[index] === step) ? steps.at(-1) : undefined;
  }

  #aliasOf({ form, source, steps, kind, holder }: Site): string | undefined {
    if (form !== "object" || source !== this.main) return undefined;
    const plain = kind !== "schema" || Object.keys(holder).length === 1;
    return plain ? this.#componentName(steps, kind) : undefined;
  }
}

function replaceChild(parent: JsonObject | Json[], step: string, value: Json): void {
  if (Array.isArray(parent)) parent[Number(step)] = value;
  else put(parent, step, value);
}

function unescape(step: string): string {
  return step.replaceAll("%25", "%").replaceAll("~1", "/").replaceAll("~0", "~");
}
