import type { ValueIssue, ValueSchema } from "../contract.js";
import { closest } from "./branches.js";
import { sizeOf, type Budget } from "./budget.js";
import { definitionOf, innerOf, isSelectedBy, patternedMembers, takesAnything, type Definition } from "./definition.js";
import { isFieldName } from "./shape.js";

/** Nested deeper than this without a step into the value, a schema is taken to go round in a circle. */
const DEEPEST = 64;

/**
 * The definitions that say what is in a list or an object: wrappers, intersections and unions are taken apart, and of a
 * union the members are taken that the value fits.
 */
export function partsOf(schemas: readonly ValueSchema[], value: unknown, budget: Budget): Definition[] {
  const wanted = Array.isArray(value) ? LISTS : OBJECTS;
  const parts: Definition[] = [];
  const visit = (schema: ValueSchema | undefined, depth: number): void => {
    const definition = definitionOf(schema);
    if (!definition || depth > DEEPEST) return;
    switch (definition.type) {
      case "intersection":
        visit(definition.left, depth + 1);
        visit(definition.right, depth + 1);
        break;
      case "union":
        for (const member of membersFor(definition, value, budget)) visit(member, depth + 1);
        break;
      case "pipe":
        visit(definition.in, depth + 1);
        break;
      default:
        if (wanted.has(definition.type)) parts.push(definition);
        else if (schema) visit(innerOf(schema), depth + 1);
    }
  };
  for (const schema of schemas) visit(schema, 0);
  return parts;
}

const LISTS: ReadonlySet<string> = new Set(["array", "tuple"]);
const OBJECTS: ReadonlySet<string> = new Set(["object", "record"]);
const SCALARS: ReadonlySet<string> = new Set(
  "string number int boolean bigint null undefined literal enum never template_literal date symbol nan void".split(" "),
);

function membersFor({ options = [], discriminator }: Definition, value: unknown, budget: Budget): ValueSchema[] {
  if (discriminator !== undefined && typeof value === "object" && value !== null) {
    const tag = Object.hasOwn(value, discriminator) ? (value as { [key: string]: unknown })[discriminator] : undefined;
    return options.filter((option) => isSelectedBy(option, discriminator, tag));
  }
  const other = Array.isArray(value) ? OBJECTS : LISTS;
  const likely = options.filter((option) => {
    const type = definitionOf(option)?.type ?? "";
    return !SCALARS.has(type) && !other.has(type);
  });
  if (likely.length < 2) return likely;
  return fitting(likely, value, budget);
}

function fitting(members: readonly ValueSchema[], value: unknown, budget: Budget): ValueSchema[] {
  const fit: ValueSchema[] = [];
  const issues: (readonly ValueIssue[])[] = [];
  const size = sizeOf(value, 10_000);
  for (const member of members) {
    if (!budget.spend(size)) return [];
    const result = member.safeParse(value);
    if (result.success) fit.push(member);
    issues.push(result.error?.issues ?? []);
  }
  if (fit.length > 0) return fit;
  const nearest = closest(issues, value);
  return nearest === undefined ? [] : [members[nearest]!];
}

/** One step into a value. */
export interface Descent {
  /** What judges the value there. */
  readonly schemas: readonly ValueSchema[];
  /** The step in a JSON Pointer. */
  readonly step: string;
  /** The same, with a position in a list or a key of a map as `*`. */
  readonly segment: string;
  /** The document says something of the object, and nothing of this member. */
  readonly isNew: boolean;
}

/** Steps from a list or an object into one of its members. */
export function descend(parts: readonly Definition[], key: PropertyKey, isList: boolean): Descent {
  const name = String(key);
  const step = `/${escaped(name)}`;
  if (isList) return { schemas: parts.flatMap((part) => itemOf(part, Number(key))), step, segment: "/*", isNew: false };
  const own = parts.flatMap(({ shape }) => (shape && Object.hasOwn(shape, name) ? [shape[name]!] : []));
  const others = parts.flatMap((part) => restOf(part, name));
  if (own.length > 0) return { schemas: [...own, ...others], step, segment: step, isNew: false };
  if (others.length > 0) return { schemas: others, step, segment: "/*", isNew: false };
  return { schemas: [], step, segment: isFieldName(name) ? step : "/*", isNew: parts.some(saysSomething) };
}

function itemOf({ element, items, rest }: Definition, index: number): ValueSchema[] {
  const schema = items ? (items[index] ?? rest) : element;
  return schema ? [schema] : [];
}

// A map of anything says as little as an open object does.
function restOf(part: Definition, name: string): ValueSchema[] {
  const { type, shape, catchall, valueType } = part;
  const rest = type === "record" ? valueType : shape && !Object.hasOwn(shape, name) ? catchall : undefined;
  const patterned = patternedMembers(part).flatMap(({ patterns, rest: others }) => {
    const matching = patterns.filter(([pattern]) => pattern.test(name)).map(([, schema]) => schema);
    return matching.length > 0 || (shape && Object.hasOwn(shape, name)) ? matching : says(others);
  });
  return [...says(rest), ...patterned];
}

function says(schema: ValueSchema | undefined): ValueSchema[] {
  return schema && !takesAnything(schema) && definitionOf(schema)?.type !== "never" ? [schema] : [];
}

function saysSomething({ type, shape }: Definition): boolean {
  return type === "object" && shape !== undefined && Object.keys(shape).length > 0;
}

/** A name within a JSON Pointer. */
export function escaped(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
