import type { Json, JsonObject } from "../load/document.js";
import { equal, isObject, member, put } from "../load/json.js";
import { toSteps } from "../load/pointer.js";
import { answerSlot, partsOf, slotsAt } from "./place.js";
import type { DriftRecord } from "./record.js";
import { schemaOf } from "./shape-schema.js";
import { OutsideError, type Slot } from "./tree.js";
import { addProperty, widen, type Target } from "./widen.js";

/**
 * Changes a document so that a difference is none any more.
 *
 * @returns why that cannot be; undefined when it is done
 */
export function mend(target: Target, record: DriftRecord): string | undefined {
  try {
    const start = answerSlot(target.root, record);
    if (!start) return "the document has no such operation, status or media type";
    return new Mending(target, record, start).run();
  } catch (error) {
    if (error instanceof OutsideError) return error.message;
    throw error;
  }
}

const NOT_FOUND = "the document has no schema at this place";

class Mending {
  constructor(
    readonly target: Target,
    readonly record: DriftRecord,
    readonly start: Slot,
  ) {}

  run(): string | undefined {
    switch (this.record.kind) {
      case "new-field":
        return this.#newField();
      case "missing-field":
        return this.#missingField();
      case "changed-type":
        return this.#each((slot) => widen(this.target, slot, this.record.seen));
      case "unknown-enum-value":
        return this.#choice();
      case "unknown-union-member":
        return this.#member();
      case "constraint":
        return this.#constraint();
    }
  }

  #each(edit: (slot: Slot) => void): string | undefined {
    const slots = slotsAt(this.target.root, this.start, this.record.path);
    for (const slot of slots) edit(slot);
    return slots.length === 0 ? NOT_FOUND : undefined;
  }

  #parts(path = this.record.path): JsonObject[] {
    return slotsAt(this.target.root, this.start, path).flatMap((slot) => partsOf(this.target.root, slot));
  }

  /** The objects that the field is in, and its name. */
  #owner(): { readonly slots: readonly Slot[]; readonly name: string } {
    const { path } = this.record;
    const end = path.lastIndexOf("/");
    return { slots: slotsAt(this.target.root, this.start, path.slice(0, end)), name: toSteps(path.slice(end))[0]! };
  }

  #newField(): string | undefined {
    const { slots, name } = this.#owner();
    const objects = slots.flatMap((slot) => this.#describing(slot));
    for (const object of objects) {
      if (name !== "*") addProperty(this.target, object, name, this.record.seen);
      else if (!isObject(object.additionalProperties)) {
        object.additionalProperties = schemaOf(this.record.seen, this.target.dialect);
        this.target.note(object);
      }
    }
    return objects.length === 0 ? NOT_FOUND : undefined;
  }

  /** Where a new property belongs: each member of a choice; of what is combined, one object and all that are closed. */
  #describing(slot: Slot): JsonObject[] {
    const parts = partsOf(this.target.root, slot);
    const choices = parts.flatMap((part) =>
      ["oneOf", "anyOf", "x-oneOf", "x-anyOf"].flatMap((key) => {
        const members = member(part, key);
        return Array.isArray(members)
          ? [...members.keys()].map((index) => ({ holder: members, key: String(index) }))
          : [];
      }),
    );
    if (choices.length > 0) return [...new Set(choices.flatMap((one) => this.#describing(one)))];
    const objects = parts.filter((part) => isObject(part.properties));
    const closed = objects.filter((part) => part.additionalProperties === false);
    return closed.length > 0 ? closed : objects.slice(0, 1);
  }

  #missingField(): string | undefined {
    const { slots, name } = this.#owner();
    const parts = slots.flatMap((slot) => partsOf(this.target.root, slot));
    const wasRequired = this.#take(parts, `required ${name}`, (part) => {
      if (!Array.isArray(part.required) || !part.required.includes(name)) return false;
      const rest = part.required.filter((one) => one !== name);
      // An empty list is refused by OpenAPI 3.0.
      if (rest.length > 0) part.required = rest;
      else delete part.required;
      return true;
    });
    return wasRequired ? undefined : "the document does not say there that the field is required";
  }

  /** Takes something from schemas that have it; false where none has, or had. */
  #take(parts: readonly JsonObject[], what: string, remove: (part: JsonObject) => boolean): boolean {
    const { taken, note } = this.target;
    let found = false;
    for (const part of parts) {
      const before = taken.get(part) ?? new Set();
      if (remove(part)) taken.set(part, before.add(what));
      if (!before.has(what)) continue;
      note(part);
      found = true;
    }
    return found;
  }

  #choice(): string | undefined {
    const values = this.record.seen.enum;
    if (!values || values.length === 0) return "the value is not in the log, because it might be a secret";
    const parts = this.#parts();
    const part = parts.find((one) => Array.isArray(one.enum)) ?? parts.find((one) => Object.hasOwn(one, "const"));
    if (!part) return "the document has no enum there";
    const known: Json[] = Array.isArray(part.enum) ? part.enum : [part.const as Json];
    delete part.const;
    part.enum = [...known, ...values.filter((value) => !known.includes(value))];
    this.target.note(part.enum);
    return undefined;
  }

  #member(): string | undefined {
    const union = this.#parts().find((part) => Array.isArray(part.oneOf) || Array.isArray(part.anyOf));
    if (!union) return "the document has no oneOf or anyOf there";
    const members = (Array.isArray(union.oneOf) ? union.oneOf : union.anyOf) as Json[];
    const property = isObject(union.discriminator) ? union.discriminator.propertyName : undefined;
    const schema = schemaOf(this.record.seen, this.target.dialect);
    if (typeof property !== "string") {
      if (!members.some((one) => equal(one, schema))) members.push(schema);
      this.target.note(members);
      return undefined;
    }
    const [tag] = this.record.seen.properties?.[property]?.enum ?? [];
    if (typeof tag !== "string") return "the tag is not in the log, because it might be a secret";
    return this.#taggedMember(union.discriminator as JsonObject, members, { ...schema, required: [property] }, tag);
  }

  /** A discriminator tells schemas by their names, so a member needs one. */
  #taggedMember(discriminator: JsonObject, members: Json[], schema: JsonObject, tag: string): string | undefined {
    const components = isObject(this.target.root) ? this.target.root.components : undefined;
    const schemas = isObject(components) ? components.schemas : undefined;
    if (!isObject(schemas)) return "the document has no components.schemas for a new member";
    const known = knownMember(schemas, discriminator, members, tag);
    if (known !== undefined) {
      widen(this.target, { holder: schemas, key: known }, this.record.seen);
      return undefined;
    }
    const name = freeName(schemas, tag);
    put(schemas, name, schema);
    for (const changed of [schema, members, discriminator]) this.target.note(changed);
    const reference = `#/components/schemas/${name}`;
    members.push({ $ref: reference });
    if (isObject(discriminator.mapping)) put(discriminator.mapping, tag, reference);
    else if (name !== tag) discriminator.mapping = { [tag]: reference };
    return undefined;
  }

  #constraint(): string | undefined {
    const { keyword } = this.record;
    if (keyword === undefined) return "no single keyword is to blame";
    const limit = keyword.replace(/^exclusive(M)/, (_, letter: string) => letter.toLowerCase());
    const wasThere = this.#take(this.#parts(), keyword, (part) => {
      if (!Object.hasOwn(part, keyword)) return false;
      // In OpenAPI 3.0 the word only says how the limit is meant.
      if (part[keyword] === true) delete part[limit];
      if (keyword === "oneOf" && part.anyOf === undefined) part.anyOf = part.oneOf!;
      delete part[keyword];
      return true;
    });
    return wasThere ? undefined : `the document has no ${keyword} there`;
  }
}

/** A member that was added for another answer. */
function knownMember(
  schemas: JsonObject,
  { mapping }: JsonObject,
  members: readonly Json[],
  tag: string,
): string | undefined {
  const mapped = isObject(mapping) ? member(mapping, tag) : undefined;
  const reference = typeof mapped === "string" ? mapped : `#/components/schemas/${tag}`;
  const name = reference.slice("#/components/schemas/".length);
  const isMember = members.some((one) => isObject(one) && one.$ref === reference);
  return isMember && Object.hasOwn(schemas, name) ? name : undefined;
}

function freeName(schemas: JsonObject, tag: string): string {
  const name = tag.replace(/[^\w.-]+/g, "_") || "Member";
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}${number}`;
    if (!Object.hasOwn(schemas, candidate)) return candidate;
  }
}
