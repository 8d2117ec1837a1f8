import type { Json, JsonObject } from "../load/document.js";
import { isObject, keys, member } from "./raw.js";
import { isSame } from "./share.js";

/** A map of a document whose values are built one by one, and what differs in it from an earlier document. */
export interface Section {
  /** In order. */
  readonly keys: readonly string[];
  /** Those under which it is not the same, gone ones among them. */
  readonly changed: ReadonlySet<string>;
}

export interface Sections {
  readonly paths: Section;
  readonly webhooks: Section;
  /** Of the components. */
  readonly schemas: Section;
}

/** Sees each part of a document, and the part of an earlier one that says the same. */
export type Meet = (part: Json | undefined, before: Json | undefined) => void;

/** Where two documents differ. Undefined: in other components, or in what is no map. */
export function sectionsOf(before: JsonObject, root: JsonObject, meet: Meet): Sections | undefined {
  const [old, components] = [before.components ?? {}, root.components ?? {}];
  if (!isObject(old) || !isObject(components)) return undefined;
  if (!isSame(withoutSchemas(old), withoutSchemas(components))) return undefined;
  for (const key of keys(withoutSchemas(components))) meet(components[key], old[key]);
  const paths = sectionOf(before.paths, root.paths, meet);
  const webhooks = sectionOf(before.webhooks, root.webhooks, meet);
  const schemas = sectionOf(old.schemas, components.schemas, meet);
  return paths && webhooks && schemas && { paths, webhooks, schemas };
}

/** The document without what is in its sections as it was. */
export function onlyChanged(root: JsonObject, { paths, webhooks, schemas }: Sections): JsonObject {
  const components = isObject(root.components) ? root.components : {};
  return {
    ...root,
    paths: pick(root.paths, paths),
    webhooks: pick(root.webhooks, webhooks),
    components: { schemas: pick(components.schemas, schemas) },
  };
}

function sectionOf(before: Json | undefined = {}, next: Json | undefined = {}, meet: Meet): Section | undefined {
  if (!isObject(before) || !isObject(next)) return undefined;
  const changed = new Set(keys(before).filter((key) => !Object.hasOwn(next, key)));
  for (const key of keys(next)) {
    const [old, part] = [member(before, key), next[key]];
    const lasts = isSame(old, part);
    meet(part, lasts ? old : undefined);
    if (!lasts) changed.add(key);
  }
  return { keys: keys(next), changed };
}

function withoutSchemas({ schemas: _schemas, ...others }: JsonObject): JsonObject {
  return others;
}

function pick(map: Json | undefined, { changed }: Section): JsonObject {
  return Object.fromEntries(
    [...changed].flatMap((key) => [[key, member(map, key)]].filter(([, value]) => value !== undefined)),
  );
}
