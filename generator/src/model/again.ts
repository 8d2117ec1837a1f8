import type { JsonObject, SpecDocument } from "../load/document.js";
import { Report } from "../report/diagnostic.js";
import type { Api, NamedSchema, Operation } from "./api.js";
import { apiOf, namesOf, readerOf } from "./build.js";
import { isTooDeep } from "./depth.js";
import { operationsOf, webhooksOf } from "./operation/operations.js";
import type { DocumentReader } from "./operation/reader.js";
import { below, member } from "./raw.js";
import { listIn } from "./reach.js";
import { onlyChanged, sectionsOf, type Meet, type Section, type Sections } from "./sections.js";
import { isEntangling, NotingMap, outlineOf, PLAIN, type Bonds } from "./settle/bonds.js";
import { isDiscriminated } from "./settle/narrowing.js";
import { settleDefault } from "./settle/defaults.js";
import { settleEvents } from "./settle/events.js";
import { schemasOf, type Part } from "./parts.js";

/** A document, and the API that was made of it without a word to its author. */
export interface Built {
  readonly root: JsonObject;
  readonly api: Api;
  readonly bonds: Bonds;
}

/** The parts of a document by the keys of its sections. */
interface Parts {
  readonly paths: ReadonlyMap<string, readonly Operation[]>;
  readonly webhooks: ReadonlyMap<string, readonly Operation[]>;
  readonly schemas: ReadonlyMap<string, NamedSchema>;
}

/**
 * The API of a document that differs from an earlier one in paths, webhooks and component schemas, and in what is said of
 * the whole. Only those are built: the others would become what they were. Undefined where there is more to it, and all
 * has to be built: where something would have to be told, or where what changed bears on what did not.
 */
export function buildAgain(before: Built, { root }: SpecDocument, meet: Meet = () => {}): Built | undefined {
  const { bonds } = before;
  const sections = sectionsOf(before.root, root, meet);
  if (!sections || bonds.isTangled || intersects(sections.schemas.changed, bonds.looked)) return undefined;
  const edited = onlyChanged(root, sections);
  if (isTooDeep(edited)) return undefined;
  const report = new Report();
  const reader = readerOf({ ...edited, components: root.components ?? {} }, report);
  const known = partsOf(before.api);
  const made = partsIn(reader, sections, before.api);
  if (!known || !made || !isAlone({ known, made, sections }, bonds)) return undefined;
  const pick = <T>({ keys, changed }: Section, of: (parts: Parts) => ReadonlyMap<string, T>): T[] =>
    keys.flatMap((key) => of(changed.has(key) ? made : known).get(key) ?? []);
  const schemas = pick(sections.schemas, (parts) => parts.schemas);
  const looked = settleAgain(reader, { made, schemas }, bonds);
  const api = apiOf(reader, {
    schemes: before.api.schemes,
    schemas,
    operations: pick(sections.paths, ({ paths }) => paths).flat(),
    webhooks: pick(sections.webhooks, ({ webhooks }) => webhooks).flat(),
  });
  const { schemas: builder } = reader;
  if (!looked || builder.mappings.size > 0 || isEntangling(builder) || report.diagnostics.length > 0) return undefined;
  return { root, api, bonds: { ...bonds, looked: new Set([...bonds.looked, ...looked]) } };
}

/** Undefined where an operation stands elsewhere, by a reference. */
function partsOf({
  operations,
  webhooks,
  schemas,
}: Pick<Api, "operations" | "webhooks" | "schemas">): Parts | undefined {
  const [paths, hooks] = [byKey(operations, "paths"), byKey(webhooks, "webhooks")];
  return paths && hooks && { paths, webhooks: hooks, schemas: new Map(schemas.map((one) => [one.name, one])) };
}

function partsIn(reader: DocumentReader, { schemas: { changed } }: Sections, { schemes }: Api): Parts | undefined {
  const around = { reader, schemes: namesOf(schemes) };
  const { schemas } = reader.schemas;
  const made = [...changed].flatMap((name): NamedSchema[] => {
    const json = member(schemas, name);
    const at = below("/components/schemas", name);
    return json === undefined ? [] : [{ name, at, schema: reader.schemas.build(json, at) }];
  });
  return partsOf({ operations: operationsOf(around), webhooks: webhooksOf(around), schemas: made });
}

/** Operations by what they stand under. */
function byKey(operations: readonly Operation[], section: "paths" | "webhooks"): Parts["paths"] | undefined {
  const found = new Map<string, Operation[]>();
  for (const one of operations) {
    const [, where, key] = /^\/([^/]*)\/([^/]*)\//.exec(one.at) ?? [];
    if (where !== section || key === undefined) return undefined;
    listIn(found, key.replaceAll("~1", "/").replaceAll("~0", "~")).push(one);
  }
  return found;
}

/** Settles what was made as `settle` does. Gives the components that were looked at; undefined: they were others then. */
function settleAgain(
  { schemas: builder }: DocumentReader,
  { made, schemas }: { readonly made: Parts; readonly schemas: readonly NamedSchema[] },
  { narrowed }: Bonds,
): ReadonlySet<string> | undefined {
  const components = new NotingMap(schemas.map(({ name, schema }) => [name, schema]));
  for (const part of allIn(made)) for (const schema of schemasOf(part)) settleDefault(builder, components, schema);
  if (intersects(narrowed, components.asked)) return undefined;
  settleEvents(components, [...made.paths.values(), ...made.webhooks.values()].flat());
  return new Set([...components.asked, ...builder.fields.looked]);
}

/** Whether what changed takes no part in inheritance and in choices, or takes the same as before. */
function isAlone(
  { known, made, sections }: { readonly known: Parts; readonly made: Parts; readonly sections: Sections },
  { hasChoices, counted }: Bonds,
): boolean {
  for (const name of sections.schemas.changed) {
    const [old, next] = [known.schemas.get(name)?.schema, made.schemas.get(name)?.schema];
    if (!next || (!old && hasChoices) || outlineOf(next) !== (old ? outlineOf(old) : PLAIN)) return false;
  }
  const [gone, come] = [changedIn(known, sections), made].map(allIn) as [readonly Part[], readonly Part[]];
  if (gone.some((part) => schemasOf(part).some(isDiscriminated))) return false;
  return usesIn(gone, counted) === usesIn(come, counted);
}

function changedIn(parts: Parts, sections: Sections): Parts {
  const only = <T>(map: ReadonlyMap<string, T>, { changed }: Section) =>
    new Map([...map].filter(([key]) => changed.has(key)));
  return {
    paths: only(parts.paths, sections.paths),
    webhooks: only(parts.webhooks, sections.webhooks),
    schemas: only(parts.schemas, sections.schemas),
  };
}

function allIn({ paths, webhooks, schemas }: Parts): readonly Part[] {
  return [...schemas.values(), ...[...paths.values(), ...webhooks.values()].flat()];
}

/** References to these components, as text. What several parts share is told by its place: it counts once for all. */
function usesIn(parts: readonly Part[], counted: ReadonlySet<string>): string {
  const uses = parts.flatMap((part) =>
    schemasOf(part).flatMap((one) => {
      if (one.kind !== "ref" || !counted.has(one.target)) return [];
      return [`${one.at}/`.startsWith(`${part.at}/`) ? one.target : `${one.at} ${one.target}`];
    }),
  );
  return JSON.stringify(uses.toSorted());
}

function intersects(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((item) => other.has(item));
}
