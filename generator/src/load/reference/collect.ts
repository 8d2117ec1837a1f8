import type { JsonObject } from "../document.js";
import { isObject, member } from "../json.js";
import { below, toPointer } from "../pointer.js";
import type { Session } from "../session.js";
import type { Source } from "../source/source.js";
import { sectionOf, type Kind, type Member, type Shapes } from "../walk/shapes.js";
import { walk, type Cursor } from "../walk/walk.js";
import { Bases } from "./bases.js";
import type { Site } from "./site.js";

/** Members that have no references by the specification, and that documents split into files all the same. */
const DATA = ["info", "servers", "tags", "security", "externalDocs"];
const DATA_KINDS: ReadonlySet<Kind> = new Set(["document", "pathItem", "operation"]);
/** Texts, which are kept in files of their own. */
const TEXT: ReadonlySet<string> = new Set(["description", "summary"]);
const DOLLAR = 36;

/** How data is read: not at all. */
const DATA_MEMBER: Member = { kind: "example", form: "map" };

/** What a walk knows of a site; `below` leads from the object that is visited to the holder. */
type Found = Pick<Site, "form" | "holder" | "key" | "text" | "kind" | "member"> & {
  readonly below?: readonly string[];
};

/** An object to walk: what it is, where it stands, and what was copied on the way to it. */
export interface Begin {
  readonly source: Source;
  readonly node: JsonObject;
  readonly kind: Kind;
  readonly steps: readonly string[];
  readonly trail: readonly string[];
}

/**
 * Finds the references of a document that need work. Those that already are `#/components/<section>/<name>` and lead
 * somewhere are left alone: they are nearly all of them.
 */
export class Collector {
  readonly sites: Site[] = [];
  readonly bases = new Bases();
  readonly #plain = new Map<string, boolean>();

  constructor(
    readonly main: Source,
    readonly shapes: Shapes,
    readonly session: Session,
  ) {}

  collect(begin: Begin): void {
    this.bases.start();
    walk(
      { node: begin.node, kind: begin.kind, at: begin.steps },
      this.shapes,
      (node, kind, cursor) => this.#visit(begin, node, kind, cursor),
      (owner, key, member, cursor) => this.#whole(begin, owner, key, member, cursor),
    );
  }

  /** Most objects have none of the members that matter here: one look at their keys tells. */
  #visit(begin: Begin, node: JsonObject, kind: Kind, cursor: Cursor): void {
    let marked = false;
    for (const key in node) {
      if (key.charCodeAt(0) === DOLLAR || key === "discriminator") marked = true;
      else if (TEXT.has(key) && typeof node[key] === "object") this.#data(begin, node, key, kind, cursor);
    }
    if (marked && kind === "schema") this.#schema(begin, node, cursor);
    if (marked && Object.hasOwn(node, "$ref")) this.#object(begin, node, kind, cursor);
    if (!DATA_KINDS.has(kind)) return;
    for (const key of DATA) if (typeof node[key] === "object") this.#data(begin, node, key, kind, cursor);
  }

  #site(begin: Begin, cursor: Cursor, site: Found): void {
    const { source, trail } = begin;
    const base = this.bases.base(source, cursor.steps);
    this.sites.push({ ...site, source, trail, base, steps: [...cursor.steps.map(String), ...(site.below ?? [])] });
  }

  #object(begin: Begin, node: JsonObject, kind: Kind, cursor: Cursor): void {
    const text = node.$ref;
    if (typeof text !== "string") return this.#notText(begin, node, cursor);
    const inline = kind === "pathItem" || sectionOf(kind, this.shapes) === undefined || kind === "mediaType";
    if (!inline && begin.source === this.main && this.#isPlain(text, kind)) return;
    this.#site(begin, cursor, { form: inline ? "members" : "object", holder: node, key: "$ref", text, kind });
  }

  #notText({ source }: Begin, node: JsonObject, cursor: Cursor): void {
    const finding = {
      code: "load/ref-not-text",
      message: "`$ref` must be text; it is ignored here.",
      fix: "Write the reference as text, or rename the member if it is none.",
    };
    this.session.add("warn", finding, { source, pointer: below(cursor.pointer(), "$ref") });
    delete node.$ref;
  }

  #schema(begin: Begin, node: JsonObject, cursor: Cursor): void {
    this.bases.enter(node, begin.source, cursor.steps);
    const { $dynamicRef, $recursiveRef } = node;
    const dynamic = { form: "dynamic", holder: node, kind: "schema" } as const;
    if (typeof $dynamicRef === "string")
      this.#site(begin, cursor, { ...dynamic, key: "$dynamicRef", text: $dynamicRef });
    if (typeof $recursiveRef === "string") {
      this.#site(begin, cursor, { ...dynamic, key: "$recursiveRef", text: this.bases.recursive(cursor.steps) });
    }
    const mapping = isObject(node.discriminator) ? node.discriminator.mapping : undefined;
    if (!isObject(mapping)) return;
    for (const key of Object.keys(mapping)) {
      const text = mapping[key];
      if (typeof text !== "string" || (begin.source === this.main && this.#isPlain(text, "schema"))) continue;
      const below = ["discriminator", "mapping"];
      this.#site(begin, cursor, { form: "mapping", holder: mapping, key, text, kind: "schema", below });
    }
  }

  /** A map or a list that is given by one reference. */
  #whole(begin: Begin, owner: JsonObject, key: string, member: Member, cursor: Cursor): void {
    const holder = owner[key] as JsonObject;
    const site = { text: String(holder.$ref), kind: member.kind, member };
    if (member.form === "list") this.#site(begin, cursor, { ...site, form: "value", holder: owner, key });
    else this.#site(begin, cursor, { ...site, form: "members", holder, key: "$ref", below: [key] });
  }

  /** Looks for references in data that has been copied into a member. */
  collectData(begin: Begin, key: string): void {
    const { steps } = begin;
    this.#data(begin, begin.node, key, begin.kind, { steps, pointer: () => toPointer(steps) });
  }

  /** Data that is one reference, or has members or items that are. */
  #data(begin: Begin, holder: JsonObject, key: string, kind: Kind, cursor: Cursor): void {
    const value = holder[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isObject(item)) this.#dataMembers(begin, item, kind, cursor);
    } else if (isObject(value) && typeof value.$ref === "string") {
      this.#site(begin, cursor, { form: "value", holder, key, text: value.$ref, kind });
    } else if (isObject(value)) this.#dataMembers(begin, value, kind, cursor);
  }

  #dataMembers(begin: Begin, object: JsonObject, kind: Kind, cursor: Cursor): void {
    const { $ref: text } = object;
    if (typeof text === "string") {
      this.#site(begin, cursor, { form: "members", holder: object, key: "$ref", text, kind, member: DATA_MEMBER });
    }
    for (const key of Object.keys(object)) if (isObject(object[key])) this.#data(begin, object, key, kind, cursor);
  }

  /** `#/components/schemas/Pet`, and there is a Pet. Other kinds of objects must be no references themselves. */
  #isPlain(text: string, kind: Kind): boolean {
    const known = this.#plain.get(text);
    if (known !== undefined) return known;
    const plain = this.#leadsToComponent(text, kind);
    this.#plain.set(text, plain);
    return plain;
  }

  #leadsToComponent(text: string, kind: Kind): boolean {
    const section = sectionOf(kind, this.shapes);
    const start = section && `#/${section.join("/")}/`;
    if (start === undefined || !text.startsWith(start)) return false;
    const name = text.slice(start.length);
    if (/[/~%]/.test(name)) return false;
    let home: unknown = this.main.value;
    for (const step of section ?? []) home = isObject(home) ? home[step] : undefined;
    const target = isObject(home) ? member(home, name) : undefined;
    return typeof target === "boolean" || (isObject(target) && (kind === "schema" || !Object.hasOwn(target, "$ref")));
  }
}
