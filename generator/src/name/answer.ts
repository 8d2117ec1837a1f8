import type { Api, Operation, Response } from "../model/api.js";
import { resolve, type Components } from "../model/index.js";
import type { ObjectSchema, Schema } from "../model/schema.js";

/** Whether an operation answers with a list: as the body itself or in an envelope; `inside`: some array is in it. */
export type ListAnswer = "list" | "inside" | "no" | "unknown";

const ENVELOPES = new Set("content data elements entries items list objects records results rows values".split(" "));

const WRAPPERS = new Set("data payload response result".split(" "));

/**
 * The answers that are no errors: 2XX; without any, `default`; without that, redirects. A document that states nothing
 * but errors has none.
 */
export function successes(operation: Operation): readonly Response[] {
  const of = (first: string): Response[] => operation.responses.filter((one) => one.status.startsWith(first));
  return [of("2"), of("default"), of("3")].find((found) => found.length > 0) ?? [];
}

/** Looks into success answers through references. Bounded: a list that is hidden deeper does not matter for a name. */
export function listAnswers(api: Api): (operation: Operation) => ListAnswer {
  const components = new Map(api.schemas.map((one) => [one.name, one.schema]));
  const look = (schema: Schema, depth: number): ListAnswer => {
    if (depth > 6) return "unknown";
    switch (schema.kind) {
      case "array":
      case "tuple":
        return "list";
      case "ref": {
        const target = components.get(schema.target);
        return target ? look(target, depth + 1) : "unknown";
      }
      case "object":
        return inObject(schema, components);
      case "union":
      case "intersection": {
        const found = schema.members.map((member) => look(member, depth + 1));
        return (["list", "inside", "unknown"] as const).find((one) => found.includes(one)) ?? "no";
      }
      case "unknown":
        return "unknown";
      default:
        return "no";
    }
  };
  return (operation) => {
    const schema = successes(operation)[0]?.media[0]?.schema;
    return schema ? look(schema, 0) : "unknown";
  };
}

function inObject(schema: ObjectSchema, components: Components): ListAnswer {
  if (schema.properties.length === 0) return "unknown";
  const arrays = schema.properties.filter((one) => isArray(one.schema, components));
  if (arrays.some((one) => ENVELOPES.has(one.name.toLowerCase()))) return "list";
  return arrays.length > 0 || schema.properties.some((one) => wraps(one, components)) ? "inside" : "no";
}

/** `{ data: { accounts: […] } }`, `{ categories: { items: […] } }` */
function wraps({ name, schema }: ObjectSchema["properties"][number], components: Components): boolean {
  const found = resolve(components, schema);
  if (found.kind !== "object") return false;
  const arrays = found.properties.filter((one) => isArray(one.schema, components));
  return arrays.some((one) => WRAPPERS.has(name.toLowerCase()) || ENVELOPES.has(one.name.toLowerCase()));
}

function isArray(schema: Schema, components: Components, depth = 0): boolean {
  if (schema.kind === "ref" && depth < 4) {
    const target = components.get(schema.target);
    return target !== undefined && isArray(target, components, depth + 1);
  }
  if (schema.kind === "union") return schema.members.some((member) => isArray(member, components, depth + 1));
  return schema.kind === "array";
}
