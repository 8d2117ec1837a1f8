import type { Discriminator, Schema, Union } from "../../model/schema.js";
import type { Maker, Way } from "./input.js";
import { isSampleObject, wireOf, type Sample } from "./sample.js";

/** Of the first member that has a value: of a `oneOf`, one that no other member takes. */
export function unionSample(schema: Union, way: Way, maker: Maker): Sample | undefined {
  const members = [...schema.members].toSorted((a, b) => Number(a.kind === "null") - Number(b.kind === "null"));
  const exclusive = schema.mode === "oneOf" && !schema.discriminator;
  let first: Sample | undefined;
  for (const member of members) {
    // With less in it, a value may fit fewer members.
    for (const extent of exclusive ? [way, { ...way, optional: way.depth }] : [way]) {
      // A member that is not taken in the end joins nothing.
      const made = maker.make(member, way.joined ? { ...extent, joined: new Set(way.joined) } : extent);
      if (made === undefined) continue;
      const value = schema.discriminator ? selected(made, member, schema.discriminator) : made;
      first ??= value;
      if (!exclusive || takers(schema, value, way, maker) === 1) return value;
    }
  }
  return first;
}

function takers({ members }: Union, value: Sample, way: Way, maker: Maker): number {
  const wire = wireOf(value);
  return members.filter((member) => maker.judges(wire, member, way)).length;
}

/** The property that tells the members of a union apart says which this is. */
function selected(value: Sample, member: Schema, { property, mapping }: Discriminator): Sample {
  if (!isSampleObject(value) || member.kind !== "ref") return value;
  const values = mapping.find((one) => one.schema === member.target)?.values ?? [];
  const now = value.get(property);
  if (values.length === 0 || (typeof now === "string" && values.includes(now))) return value;
  return new Map([...value, [property, values[0]!]]);
}
