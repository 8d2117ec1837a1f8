import type { Api, MediaType, NamedSchema, Operation, Response } from "./api.js";
import { differsByDirection } from "./direction.js";
import { oncePerApi } from "./once.js";
import { below } from "./raw.js";
import { oncePerPart } from "./meaning.js";
import type { Part } from "./parts.js";
import type { Intersection, ObjectSchema, Schema } from "./schema.js";

/** What an inline object belongs to. It never depends on which operations there are beside it. */
export type InlineOwner =
  | { readonly kind: "schema"; readonly name: string }
  | { readonly kind: "body"; readonly operation: string; readonly media: string }
  | { readonly kind: "response"; readonly operation: string; readonly status: string; readonly media: string }
  /** `components.requestBodies.<name>`, `components.responses.<name>`: shared by operations. */
  | { readonly kind: "requestBodies" | "responses"; readonly name: string; readonly media: string };

/** One step from the owner's root to the object: a word for the name, or a way through that needs none. */
export type InlineStep =
  | { readonly kind: "property"; readonly name: string }
  /** Into the items of an array, or of a stream: `Item`. */
  | { readonly kind: "items" }
  /** Into the values of a map: `Value`. */
  | { readonly kind: "values" }
  /** Into a place of a tuple, counted from 0. */
  | { readonly kind: "place"; readonly index: number }
  /** Into a member of a union, told by its title or by the literal that selects it. */
  | { readonly kind: "member"; readonly label: string };

/** An inline object schema that deserves a name of its own. */
export interface InlineObject {
  /** `at` of the schema: the key in `Names.inline`. */
  readonly at: string;
  /** An intersection when the object stands beside references or alternatives. */
  readonly schema: ObjectSchema | Intersection;
  readonly owner: InlineOwner;
  /** Empty: the root of a body or response. */
  readonly path: readonly InlineStep[];
  /** Request bodies are only written, responses only read, components both; of webhooks the other way round. */
  readonly direction: "read" | "write" | "both";
  /** It needs an `input` twin: direction is `both` and the two shapes differ. */
  readonly twin: boolean;
  /**
   * `at` of an equal schema at the same place under another media type of the same body or response (offered as JSON
   * and as form). It should share that one's name.
   */
  readonly sameAs?: string;
  /** What it was found in. */
  readonly part: Part;
}

/** Nested inline objects with fewer members than this stay where they are: a name would say no more than they do. */
const WORTH_A_NAME = 3;

/** Inline objects worth a name, sorted by `at`: outer ones before those inside them. See docs/types.md for the rule. */
export const inlineObjects: (api: Api) => readonly InlineObject[] = oncePerApi((api) => {
  const differs = differsByDirection(api);
  const found = new Map<string, InlineObject>();
  const take = (part: Part, objects: readonly Found[]): void => {
    for (const one of objects) {
      const twin = one.direction === "both" && differs(one.schema);
      // What operations share is the first one's.
      if (!found.has(one.at)) found.set(one.at, { ...one, twin, part });
    }
  };
  for (const one of api.schemas) take(one, inComponent(api, one));
  for (const one of api.operations) take(one, inOperation(api, one));
  for (const one of api.webhooks) take(one, inWebhook(api, one));
  return [...found.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1));
});

type Found = Omit<InlineObject, "twin" | "part">;

const inComponent = oncePerPart(({ name, at, schema }: NamedSchema) => {
  const collector = new Collector();
  collector.component(name, at, schema);
  return collector.list();
});

const inOperation = oncePerPart((operation: Operation) => {
  const collector = new Collector();
  collector.operation(operation, { body: "write", response: "read" });
  return collector.list();
});

const inWebhook = oncePerPart((operation: Operation) => {
  const collector = new Collector();
  collector.operation(operation, { body: "read", response: "write" });
  return collector.list();
});

interface Root {
  readonly at: string;
  readonly owner: InlineOwner;
  readonly direction: InlineObject["direction"];
  /** What has been met under other media types of the same body, by path and shape. Undefined: there are none. */
  readonly twins?: Map<string, string>;
}

/** Looks through one part of an API. */
class Collector {
  readonly #found = new Map<string, Found>();

  list(): readonly Found[] {
    return [...this.#found.values()];
  }

  component(name: string, at: string, schema: Schema): void {
    this.#visit({ at, owner: { kind: "schema", name }, direction: "both" }, schema, {
      path: [],
      least: Number.POSITIVE_INFINITY,
    });
  }

  operation(operation: Operation, direction: { body: "read" | "write"; response: "read" | "write" }): void {
    const { key, body, responses, callbacks } = operation;
    if (body) this.#content(body.media, direction.body, (media) => ({ kind: "body", operation: key, media }));
    for (const { status, media } of responses as readonly Response[]) {
      this.#content(media, direction.response, (type) => ({ kind: "response", operation: key, status, media: type }));
    }
    const back = { body: direction.response, response: direction.body };
    for (const callback of callbacks) for (const inner of callback.operations) this.operation(inner, back);
  }

  #content(media: readonly MediaType[], direction: "read" | "write", owner: (media: string) => InlineOwner): void {
    const twins = media.length > 1 ? new Map<string, string>() : undefined;
    for (const { type, schema, itemSchema, at } of media) {
      const root = { owner: sharedOwner(at, type) ?? owner(type), direction, ...(twins && { twins }) };
      if (schema) this.#visit({ ...root, at: below(at, "schema") }, schema, { path: [], least: 1 });
      if (itemSchema)
        this.#visit({ ...root, at: below(at, "itemSchema") }, itemSchema, { path: [{ kind: "items" }], least: 1 });
    }
  }

  /** @param around.least - How many members an object needs for a name here. */
  #visit(root: Root, schema: Schema, around: { readonly path: readonly InlineStep[]; readonly least: number }): void {
    const { path, least } = around;
    // What was borrowed from elsewhere has its name there.
    if (schema.at !== root.at && !schema.at.startsWith(`${root.at}/`)) return;
    const inside = (inner: Schema, step: InlineStep, needed = WORTH_A_NAME): void =>
      this.#visit(root, inner, { path: [...path, step], least: needed });
    switch (schema.kind) {
      case "object":
        if (schema.properties.length >= least) this.#add(root, schema, path);
        this.#members(schema, inside);
        break;
      case "intersection":
        if (schema.members.some((member) => member.kind === "object" && member.properties.length >= least))
          this.#add(root, schema, path);
        // Its parts are no types of their own; what stands inside them is.
        for (const member of schema.members) this.#visit(root, member, { path, least: Number.POSITIVE_INFINITY });
        break;
      case "array":
        inside(schema.items, { kind: "items" }, Math.min(least, WORTH_A_NAME));
        break;
      case "tuple":
        schema.prefix.forEach((place, index) => inside(place, { kind: "place", index }));
        if (schema.rest) inside(schema.rest, { kind: "items" });
        break;
      case "union":
        this.#alternatives(root, schema.members, around);
        break;
      default:
        break;
    }
  }

  #members(schema: ObjectSchema, inside: (inner: Schema, step: InlineStep) => void): void {
    for (const { name, schema: property } of schema.properties) inside(property, { kind: "property", name });
    for (const pattern of schema.patterns) inside(pattern.schema, { kind: "values" });
    if (schema.additional) inside(schema.additional, { kind: "values" });
  }

  /** `X | null` is about X. Several members need labels; one without, or with that of another, stays inline. */
  #alternatives(
    root: Root,
    members: readonly Schema[],
    around: { readonly path: readonly InlineStep[]; readonly least: number },
  ): void {
    const others = members.filter((member) => member.kind !== "null");
    const [only] = others;
    if (only && others.length === 1) return this.#visit(root, only, around);
    const labels = others.map(labelOf);
    for (const [index, member] of others.entries()) {
      const label = labels[index];
      if (label === undefined || labels.indexOf(label) !== labels.lastIndexOf(label)) continue;
      this.#visit(root, member, {
        path: [...around.path, { kind: "member", label }],
        least: Math.min(around.least, WORTH_A_NAME),
      });
    }
  }

  #add(root: Root, schema: ObjectSchema | Intersection, path: readonly InlineStep[]): void {
    if (this.#found.has(schema.at)) return;
    const { owner, direction, twins } = root;
    const shape = twins && JSON.stringify([path, schema], (key, value: unknown) => (key === "at" ? undefined : value));
    const same = shape === undefined ? undefined : twins?.get(shape);
    if (shape !== undefined && same === undefined) twins?.set(shape, schema.at);
    this.#found.set(schema.at, {
      at: schema.at,
      schema,
      owner,
      path,
      direction,
      ...(same !== undefined && { sameAs: same }),
    });
  }
}

function sharedOwner(at: string, media: string): InlineOwner | undefined {
  const match = /^\/components\/(requestBodies|responses)\/([^/]+)\//.exec(at);
  if (!match) return undefined;
  const name = (match[2] as string).replaceAll("~1", "/").replaceAll("~0", "~");
  return { kind: match[1] as "requestBodies" | "responses", name, media };
}

/** What tells a member of a union from the others, without counting: its title, or a literal it requires. */
function labelOf(schema: Schema): string | undefined {
  if (schema.title !== undefined) return schema.title;
  const objects = schema.kind === "intersection" ? schema.members : [schema];
  for (const object of objects) {
    if (object.kind !== "object") continue;
    const literal = object.properties.find(
      ({ required, schema: one }) => required && one.kind === "literal" && typeof one.value === "string",
    );
    if (literal?.schema.kind === "literal") return String(literal.schema.value);
  }
  return undefined;
}
