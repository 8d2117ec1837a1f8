import type { Json, JsonObject } from "../document.js";
import { equal, isObject, member, objectAt, put } from "../json.js";
import { below, toPointer } from "../pointer.js";
import { operationsOf } from "../repair/path-item.js";
import type { Session } from "../session.js";
import type { Source } from "../source/source.js";
import { renameConflicts } from "./rename.js";

/**
 * Merges normalised documents into the first one. What both have alike is there once; components that differ are
 * renamed in the later document; an operation that differs ends the run. What a document says about all of its
 * operations (servers, security) goes down to them where the documents differ.
 */
export function mergeDocuments(documents: readonly Source[], session: Session): void {
  const [main, ...others] = documents as [Source, ...Source[]];
  for (const other of others) new Merge(main, other, session).run();
  session.stopIfNeeded();
}

class Merge {
  readonly into: JsonObject;
  readonly from: JsonObject;

  constructor(
    readonly main: Source,
    readonly other: Source,
    readonly session: Session,
  ) {
    this.into = main.value as JsonObject;
    this.from = other.value as JsonObject;
  }

  run(): void {
    this.#keepPlaces();
    renameConflicts(this.main, this.other, this.session);
    this.#pushDown();
    this.#components();
    for (const section of ["paths", "webhooks"]) {
      if (isObject(this.from[section])) this.#items(section, this.from[section]);
    }
    this.#tags();
    for (const key of Object.keys(this.from)) {
      if (key.startsWith("x-") && !Object.hasOwn(this.into, key)) put(this.into, key, this.from[key] as Json);
    }
    if (String(this.from.openapi) > String(this.into.openapi)) this.into.openapi = this.from.openapi!;
  }

  /** Everything that may change its document remembers where it was. */
  #keepPlaces(): void {
    const { origins } = this.session;
    const pin = (value: Json | undefined, pointer: string, depth: number): void => {
      if (typeof value !== "object" || value === null) return;
      const origin = origins.find(this.from, pointer);
      if (origin) origins.set(value, origin);
      if (depth > 0 && isObject(value))
        for (const key of Object.keys(value)) pin(value[key], below(pointer, key), depth - 1);
    };
    for (const key of Object.keys(this.from)) pin(this.from[key], below("", key), 2);
  }

  /** Says at the operations of the other document what it says for all, where the first document says something else. */
  #pushDown(): void {
    const { servers, security } = this.from;
    const { paths } = this.from;
    for (const item of Object.values(isObject(paths) ? paths : {})) {
      if (!isObject(item)) continue;
      if (servers !== undefined && item.servers === undefined && !equal(servers, this.into.servers))
        item.servers = servers;
      if (equal(security ?? [], this.into.security ?? [])) continue;
      for (const [operation] of operationsOf(item)) operation.security ??= security ?? [];
    }
  }

  #components(): void {
    const { components } = this.from;
    if (!isObject(components)) return;
    const home = objectAt(this.into, "components");
    for (const section of Object.keys(components)) {
      const named = components[section];
      if (!isObject(named)) continue;
      const target = objectAt(home, section);
      // What is there already is the same: what differs has been renamed.
      for (const name of Object.keys(named)) if (!Object.hasOwn(target, name)) put(target, name, named[name] as Json);
    }
  }

  #items(section: string, items: JsonObject): void {
    const home = objectAt(this.into, section);
    for (const path of Object.keys(items)) {
      const item = items[path];
      const known = member(home, path);
      if (!isObject(item)) continue;
      if (!isObject(known)) put(home, path, item);
      else this.#operations(section, path, known, item);
    }
  }

  #operations(section: string, path: string, known: JsonObject, item: JsonObject): void {
    shareWithOperations(known);
    shareWithOperations(item);
    for (const [operation, steps] of operationsOf(item)) {
      const method = steps.at(-1)!;
      const home = steps.length === 1 ? known : objectAt(known, "additionalOperations");
      const same = member(home, method);
      if (same === undefined) put(home, method, operation);
      else if (!equal(same, operation)) this.#conflict([section, path, ...steps], operation);
    }
  }

  #conflict(steps: readonly string[], operation: JsonObject): void {
    const origin = this.session.origins.get(operation) ?? { source: this.other, pointer: "" };
    const first = this.session.origins.find(this.into, toPointer(steps));
    const place = first?.source.place(first.pointer);
    const where = place ? `${place.file}:${place.line}:${place.column}` : this.main.name;
    const key = `${steps.at(-1)!.toUpperCase()} ${steps[1]}`;
    const finding = {
      code: "load/merge-conflict",
      message: `${key} is in two documents and differs; the other one is at ${where}.`,
      fix: "Leave it out of one document, with an overlay or by merging fewer documents.",
    };
    this.session.add("stop", finding, origin);
  }

  #tags(): void {
    if (!Array.isArray(this.from.tags)) return;
    const tags = Array.isArray(this.into.tags) ? this.into.tags : [];
    const names = new Set(tags.map((tag) => (isObject(tag) ? tag.name : undefined)));
    this.into.tags = [...tags, ...this.from.tags.filter((tag) => isObject(tag) && !names.has(tag.name))];
  }
}

/** What a path item says for its operations goes into each, so that operations of another document can join them. */
function shareWithOperations(item: JsonObject): void {
  const { parameters, servers } = item;
  delete item.parameters;
  delete item.servers;
  for (const [operation] of operationsOf(item)) {
    if (servers !== undefined) operation.servers ??= servers;
    if (!Array.isArray(parameters)) continue;
    const own = Array.isArray(operation.parameters) ? operation.parameters : [];
    const missing = parameters.filter(
      (one) => !own.some((other) => isObject(one) && isObject(other) && sameParameter(one, other)),
    );
    operation.parameters = [...missing, ...own];
  }
}

function sameParameter(a: JsonObject, b: JsonObject): boolean {
  if (a.$ref !== undefined || b.$ref !== undefined) return a.$ref === b.$ref;
  return a.name === b.name && a.in === b.in;
}
