import type { Json, JsonObject } from "../../load/document.js";
import { below, entries, isObject, member, prose } from "../raw.js";
import type { Discriminator } from "../schema.js";
import type { SchemaBuilder } from "./builder.js";

/** What the document maps, by the component it leads to. */
export interface RawMapping {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly at: string;
}

/** Reads a Discriminator Object. Its mapping is filled in when all components are known, see `narrowing.ts`. */
export function readDiscriminator(builder: SchemaBuilder, json: JsonObject, at: string): Discriminator | undefined {
  const { discriminator } = json;
  if (discriminator === undefined) return undefined;
  const place = below(at, "discriminator");
  const property = prose(member(discriminator, "propertyName"));
  if (property === undefined || !isObject(discriminator)) {
    builder.warn(
      "model/discriminator",
      "A discriminator must name a property; it is ignored.",
      place,
      "Set `propertyName`.",
    );
    return undefined;
  }
  const fallback = component(builder, discriminator.defaultMapping, below(place, "defaultMapping"));
  const read: Discriminator = { property, mapping: [], ...(fallback === undefined ? {} : { default: fallback }) };
  builder.mappings.set(read, { values: mapped(builder, discriminator.mapping, below(place, "mapping")), at: place });
  return read;
}

function mapped(builder: SchemaBuilder, mapping: Json | undefined, at: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [value, target] of entries(mapping)) {
    const name = component(builder, target, below(at, value));
    if (name !== undefined) values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

/** The component that a mapping value means: a reference, a bare name, or the name of a file that was bundled. */
function component(builder: SchemaBuilder, target: Json | undefined, at: string): string | undefined {
  if (target === undefined) return undefined;
  const written = typeof target === "string" ? target : "";
  const last = written.slice(written.lastIndexOf("/") + 1);
  const candidates = [written, last.replaceAll("~1", "/").replaceAll("~0", "~"), last.replace(/\.(json|ya?ml)$/i, "")];
  const name = candidates.find((one) => one !== "" && member(builder.schemas, one) !== undefined);
  if (name === undefined) {
    builder.warn(
      "model/discriminator-mapping",
      `The discriminator maps to ${JSON.stringify(target)}, which is no component schema.`,
      at,
      "Add the schema, or remove the entry.",
    );
  }
  return name;
}
