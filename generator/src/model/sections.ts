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

/** Where two documents differ. Undefined: in other components, or in what is no map. */
export function sectionsOf(before: JsonObject, root: JsonObject): Sections | undefined {
  const [old, components] = [before.components ?? {}, root.components ?? {}];
  if (!isObject(old) || !isObject(components)) return undefined;
  if (!isSame(withoutSchemas(old), withoutSchemas(components))) return undefined;
  const paths = sectionOf(before.paths, root.paths);
  const webhooks = sectionOf(before.webhooks, root.webhooks);
  const schemas = sectionOf(old.schemas, components.schemas);
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

function sectionOf(before: Json | undefined = {}, next: Json | undefined = {}): Section | undefined {
  if (!isObject(before) || !isObject(next)) return undefined;
  const all = new Set([...keys(before), ...keys(next)]);
  return {
    keys: keys(next),
    changed: new Set([...all].filter((key) => !isSame(member(before, key), member(next, key)))),
  };
}

function withoutSchemas({ schemas: _schemas, ...others }: JsonObject): JsonObject {
  return others;
}

function pick(map: Json | undefined, { changed }: Section): JsonObject {
  return Object.fromEntries(
    [...changed].flatMap((key) => [[key, member(map, key)]].filter(([, value]) => value !== undefined)),
  );
}
