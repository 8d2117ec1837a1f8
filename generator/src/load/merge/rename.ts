import type { Json, JsonObject } from "../document.js";
import { equal, isObject, member, put } from "../json.js";
import { below, toPointer } from "../pointer.js";
import type { Session } from "../session.js";
import type { Source } from "../source/source.js";

/** `#/components/schemas/Pet`. */
type Reference = string;

/**
 * Gives new names to components of a document that another document has under the same name with other content, or
 * with references to such components. The new name is the old one after the document's title, whatever else there is.
 */
export function renameConflicts(main: Source, other: Source, session: Session): void {
  const conflicts = conflictsBetween(main.value as JsonObject, other.value as JsonObject);
  if (conflicts.size === 0) return;
  const root = other.value as JsonObject;
  const names = new Map<Reference, string>();
  for (const [reference, { section, name }] of conflicts) {
    const taken = [main.value, other.value].map((one) => components(one as JsonObject, section));
    let renamed = `${prefixOf(root)}${name}`;
    while (taken.some((section) => Object.hasOwn(section, renamed))) renamed += "_";
    names.set(reference, renamed);
    const home = components(root, section);
    put(home, renamed, home[name] as Json);
    reportRenamed({ section, name, renamed }, main, other, session);
    delete home[name];
  }
  repoint(root, new Map([...names].map(([old, name]) => [old, old.slice(0, old.lastIndexOf("/") + 1) + escape(name)])));
  renameSchemes(root, conflicts, names);
}

interface Conflict {
  readonly section: string;
  readonly name: string;
}

function conflictsBetween(a: JsonObject, b: JsonObject): Map<Reference, Conflict> {
  const common = new Map<Reference, Conflict & { readonly refers: ReadonlySet<Reference> }>();
  const found = new Map<Reference, Conflict>();
  for (const section of Object.keys(isObject(b.components) ? b.components : {})) {
    const theirs = components(a, section);
    const ours = components(b, section);
    for (const name of Object.keys(ours)) {
      if (!Object.hasOwn(theirs, name)) continue;
      const reference = `#${toPointer(["components", section, name])}`.replaceAll("%", "%25");
      if (equal(theirs[name], ours[name])) common.set(reference, { section, name, refers: referencesIn(ours[name]) });
      else found.set(reference, { section, name });
    }
  }
  // What is written alike and refers to what differs is not the same either.
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [reference, { refers, ...conflict }] of common) {
      if ([...refers].some((one) => found.has(one))) found.set(reference, conflict);
    }
  }
  return found;
}

function components(root: JsonObject, section: string): JsonObject {
  const home = isObject(root.components) ? root.components[section] : undefined;
  return isObject(home) ? home : {};
}

function referencesIn(value: Json | undefined, into = new Set<Reference>()): Set<Reference> {
  if (typeof value === "string" && value.startsWith("#/components/")) into.add(value);
  else if (Array.isArray(value)) for (const item of value) referencesIn(item, into);
  else if (isObject(value)) for (const key of Object.keys(value)) referencesIn(value[key], into);
  return into;
}

/** Changes references and the values of mappings. */
function repoint(value: Json | undefined, names: ReadonlyMap<Reference, Reference>): void {
  if (Array.isArray(value)) for (const item of value) repoint(item, names);
  if (!isObject(value)) return;
  for (const key of Object.keys(value)) {
    const item = value[key] as Json;
    if (key === "$ref" && typeof item === "string") value.$ref = names.get(item) ?? item;
    else if (key === "discriminator" && isObject(item) && isObject(item.mapping)) {
      for (const [name, target] of Object.entries(item.mapping)) {
        if (typeof target === "string") put(item.mapping, name, names.get(target) ?? target);
      }
    } else repoint(item, names);
  }
}

/** Requirements name security schemes without a reference. */
function renameSchemes(
  root: JsonObject,
  conflicts: ReadonlyMap<Reference, Conflict>,
  names: ReadonlyMap<Reference, string>,
): void {
  const schemes = new Map(
    [...conflicts].flatMap(([reference, { section, name }]) =>
      section === "securitySchemes" ? [[name, names.get(reference)!] as const] : [],
    ),
  );
  if (schemes.size === 0) return;
  const owners = [root, ...operations(root.paths), ...operations(root.webhooks)];
  for (const owner of owners) {
    for (const requirement of Array.isArray(owner.security) ? owner.security : []) {
      if (!isObject(requirement)) continue;
      for (const [name, renamed] of schemes) {
        const scopes = member(requirement, name);
        if (scopes === undefined) continue;
        delete requirement[name];
        put(requirement, renamed, scopes);
      }
    }
  }
}

function operations(items: Json | undefined): JsonObject[] {
  return Object.values(isObject(items) ? items : {}).flatMap((item) =>
    isObject(item) ? Object.values(item).filter(isObject) : [],
  );
}

function reportRenamed(
  { section, name, renamed }: Conflict & { readonly renamed: string },
  main: Source,
  other: Source,
  session: Session,
): void {
  const pointer = toPointer(["components", section, name]);
  const first = session.origins.find(main.value, pointer);
  const place = first?.source.place(first.pointer);
  const where = place ? `${place.file}:${place.line}:${place.column}` : main.name;
  const finding = {
    code: "load/merge-renamed",
    message: `\`${name}\` differs from the one at ${where}; it is called \`${renamed}\`.`,
    fix: "Make them alike, or rename one of them.",
  };
  session.add(
    "info",
    finding,
    session.origins.find(other.value, below(toPointer(["components", section]), renamed)) ?? { source: other, pointer },
  );
}

function prefixOf(root: JsonObject): string {
  const title = isObject(root.info) && typeof root.info.title === "string" ? root.info.title : "";
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? ["Other"];
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}

function escape(name: string): string {
  return toPointer([name]).slice(1).replaceAll("%", "%25");
}
