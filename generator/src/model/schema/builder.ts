import type { Json, JsonObject } from "../../load/document.js";
import type { Report } from "../../report/diagnostic.js";
import { below, isObject, member, text } from "../raw.js";
import type { Discriminator, Schema } from "../schema.js";
import { annotations } from "./annotations.js";
import { readDiscriminator, type RawMapping } from "./discriminator.js";
import { FieldFinder, type Field } from "./fields.js";
import { intersect } from "./intersection.js";
import { assertions, withAlso } from "./limits.js";
import { isRest } from "./objects.js";
import { typed } from "./typed.js";
import { isTold, otherTypes, typesOf, type TypeName } from "./types.js";
import { alternatives, branchesOf, nullable } from "./union.js";
import { emptied, valued } from "./values.js";

/** A raw schema and where it stands. */
export interface Raw {
  readonly json: JsonObject;
  readonly at: string;
}

/** What a branch of `allOf`, `oneOf` or `anyOf` takes from the schema around it. */
export interface Scope {
  /** Types stated outside, which hold for branches that state none. */
  readonly types?: readonly TypeName[];
  /** They are told by keywords there, and not stated. */
  readonly implied?: boolean;
  /** Schemas that hold together with this one, nearest first: there the properties of a bare `required` are found. */
  readonly family: readonly Raw[];
}

const ALONE: Scope = { family: [] };
const NAMED = "Make the schema with this `$dynamicAnchor` a component.";

/** Builds the schemas of one document, each from its own JSON: references stay references. */
export class SchemaBuilder {
  /** Components with a discriminator and no alternatives of their own: parents. */
  readonly parents = new Map<string, Discriminator>();
  /** Mappings as written, until all components are known. */
  readonly mappings = new Map<Discriminator, RawMapping>();
  readonly fields: FieldFinder;
  /** By place; undefined while it is built. */
  readonly #borrowed = new Map<string, Schema | undefined>();
  /** A property is borrowed by what stands within it: what that becomes depends on which was built first. */
  isCircular = false;
  /** What dynamic references find. */
  readonly anchors: ReadonlyMap<string, Raw>;

  constructor(
    /** `components.schemas` */
    readonly schemas: JsonObject,
    readonly report: Report,
  ) {
    this.fields = new FieldFinder(schemas);
    this.anchors = dynamicAnchors(schemas);
  }

  build(json: Json | undefined, at: string, scope: Scope = ALONE): Schema {
    if (json === true) return { kind: "unknown", at };
    if (json === false) return { kind: "never", at };
    if (!isObject(json)) {
      this.warn(
        "model/schema-shape",
        `A schema must be an object or a boolean, not ${describe(json)}.`,
        at,
        "Write a schema.",
      );
      return { kind: "unknown", at };
    }
    const meta = annotations(this, json, at);
    return { ...this.#shape({ json, at }, scope), ...meta };
  }

  /**
   * The schema of a property that another schema requires: one node for all who borrow it. Undefined for what stands
   * within that property itself.
   */
  borrow(field: Field): Schema | undefined {
    if (this.#borrowed.has(field.at)) {
      const known = this.#borrowed.get(field.at);
      this.isCircular ||= known === undefined;
      return known;
    }
    this.#borrowed.set(field.at, undefined);
    const schema = this.build(field.json, field.at);
    this.#borrowed.set(field.at, schema);
    return schema;
  }

  /** The property of this name that one of the schemas declares or inherits. */
  find(name: string, family: readonly Raw[]): Field | undefined {
    for (const raw of family) {
      const field = this.fields.fields(raw).get(name);
      if (field) return field;
    }
    return undefined;
  }

  warn(code: string, message: string, at: string, fix: string): void {
    this.report.add({ code, severity: "warn", message, at, fix });
  }

  repair(code: string, message: string, at: string, fix: string): void {
    this.report.add({ code, severity: "repair", message, at, fix });
  }

  /** All that a schema says beside its annotations, as one schema: a conjunction of its keywords. */
  #shape(raw: Raw, scope: Scope): Schema {
    const { json, at } = raw;
    const composed = isComposed(json);
    const types = typesOf(this, raw, scope);
    // Beside a composition `null` is one more alternative: by the letter it would rule null out for ever.
    const optional = composed && types !== undefined && types.length > 1 && types.includes("null");
    const own = optional ? types.filter((type) => type !== "null") : types;
    const implied = isTold(json, scope);
    const inner: Scope = { ...(own && { types: own, implied }), family: [raw, ...scope.family] };

    const values = valued(this, raw, types);
    const around = { composed, scope: inner, implied };
    const parts = values ? [values] : own ? typed(this, raw, own, around) : [];
    if (composed) {
      parts.unshift(...this.#referenced(raw));
      branchesOf(this, raw, "allOf").forEach((branch, index) =>
        parts.push(this.build(branch, below(at, "allOf", index), inner)),
      );
      parts.push(...alternatives(this, raw, inner));
    }
    if (json.discriminator !== undefined) this.#noteParent(raw);

    const read = own?.includes("object") && isRest(json) ? ["unevaluatedProperties"] : [];
    const whole = intersect(
      this,
      parts,
      at,
      withAlso(assertions(this, raw, read), [...this.#further(raw, inner), ...emptied(raw)]),
    );
    return optional ? nullable(whole, at) : whole;
  }

  /** What keywords of other types than the one that was chosen say, where no type is stated. */
  #further(raw: Raw, scope: Scope): Schema[] {
    const types = scope.implied ? otherTypes(raw.json, scope.types) : [];
    return types.flatMap((type) => typed(this, raw, [type], { composed: false, scope, implied: true }));
  }

  #referenced({ json, at }: Raw): Schema[] {
    const target = text(json.$ref);
    if (target !== undefined) return [this.#reference(target, at)];
    const anchor = text(json.$dynamicRef);
    if (anchor === undefined) return [];
    const found = this.anchors.get(anchor.slice(anchor.indexOf("#") + 1));
    if (!found) {
      this.warn(
        "model/dynamic-ref",
        `The dynamic reference ${anchor} leads nowhere in this document.`,
        at,
        "Define the anchor with `$dynamicAnchor`.",
      );
      return [{ kind: "unknown", at }];
    }
    const component = componentAt(found.at);
    if (component !== undefined) return [{ kind: "ref", at, target: component }];
    const borrowed = this.borrow(found);
    if (!borrowed)
      this.warn(
        "model/dynamic-ref",
        `The dynamic reference ${anchor} leads back to a schema without a name.`,
        at,
        NAMED,
      );
    return [borrowed ?? { kind: "unknown", at }];
  }

  #reference(target: string, at: string): Schema {
    const component = target.startsWith("#") ? componentAt(decodePointer(target.slice(1))) : undefined;
    if (component !== undefined && member(this.schemas, component) !== undefined)
      return { kind: "ref", at, target: component };
    this.warn(
      "model/schema-ref",
      `The reference ${target} does not lead to a component schema.`,
      at,
      "Refer to a schema under #/components/schemas.",
    );
    return { kind: "unknown", at };
  }

  #noteParent({ json, at }: Raw): void {
    if (!isObject(json.discriminator) || "oneOf" in json || "anyOf" in json) return;
    const component = componentAt(at);
    const discriminator = readDiscriminator(this, json, at);
    if (component !== undefined && discriminator) this.parents.set(component, discriminator);
  }
}

function isComposed({ $ref, $dynamicRef, allOf, oneOf, anyOf }: JsonObject): boolean {
  return [$ref, $dynamicRef, allOf, oneOf, anyOf].some((keyword) => keyword !== undefined);
}

const COMPONENTS = "/components/schemas/";

/** Name of the component schema that is rooted at this pointer. */
export function componentAt(at: string): string | undefined {
  if (!at.startsWith(COMPONENTS)) return undefined;
  const rest = at.slice(COMPONENTS.length);
  return rest.includes("/") ? undefined : rest.replaceAll("~1", "/").replaceAll("~0", "~");
}

function decodePointer(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function describe(json: Json | undefined): string {
  if (json === undefined) return "nothing";
  return Array.isArray(json) ? "a list" : JSON.stringify(json);
}

/** What `$dynamicRef` finds without a caller that rebinds it: components and `$defs` with a `$dynamicAnchor`. */
function dynamicAnchors(schemas: JsonObject): ReadonlyMap<string, Raw> {
  const anchors = new Map<string, Raw>();
  const note = (json: Json | undefined, at: string): void => {
    if (!isObject(json)) return;
    const anchor = text(json.$dynamicAnchor) ?? text(json.$anchor);
    if (anchor !== undefined && !anchors.has(anchor)) anchors.set(anchor, { json, at });
  };
  for (const name of Object.keys(schemas).toSorted()) {
    const at = below("/components/schemas", name);
    note(schemas[name], at);
    const definitions = member(schemas[name], "$defs");
    if (isObject(definitions))
      for (const key of Object.keys(definitions).toSorted()) note(definitions[key], below(at, "$defs", key));
  }
  return anchors;
}
