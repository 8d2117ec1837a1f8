import type { Components } from "../../model/index.js";
import type { Limits, Schema } from "../../model/schema.js";
import { stringLiteral } from "../code/index.js";
import { regex } from "./text.js";

/** Members of the runtime's `Evaluated`, as texts. */
interface Evaluation {
  all: boolean;
  readonly names: Set<string>;
  readonly patterns: Set<string>;
  first: number;
  readonly containing: string[];
  readonly when: string[];
}

export interface EvaluationTools {
  readonly components: Components;
  readonly about: "properties" | "items";
  schema(schema: Schema): string;
}

/** What a schema evaluates of an object or list, leaving aside what it says of the unevaluated rest itself. */
export function evaluatedText(schema: Schema, tools: EvaluationTools): string {
  return textOf(evaluationOf(schema, tools, new Set(), true)) ?? "{}";
}

/** @param open - Components that are being looked at: a cycle adds nothing. */
function evaluationOf(schema: Schema, tools: EvaluationTools, open: ReadonlySet<string>, asks = false): Evaluation {
  const found: Evaluation = { all: false, names: new Set(), patterns: new Set(), first: 0, containing: [], when: [] };
  const add = (inner: Schema): void => merge(found, evaluationOf(inner, tools, open));
  const text = (inner: Schema): string | undefined => textOf(evaluationOf(inner, tools, open));
  switch (schema.kind) {
    case "ref": {
      const target = open.has(schema.target) ? undefined : tools.components.get(schema.target);
      if (target) merge(found, evaluationOf(target, tools, new Set([...open, schema.target])));
      break;
    }
    case "intersection":
      schema.members.forEach(add);
      break;
    case "union":
      for (const member of schema.members) {
        const then = text(member);
        if (then !== undefined) found.when.push(`{ fits: ${tools.schema(member)}, then: ${then} }`);
      }
      break;
    default:
      ownOf(schema, tools.about, found);
  }
  if (schema.limits) limitsOf(schema.limits, { tools, found, add, text, asks });
  return found;
}

/** What properties, items and their likes evaluate. */
function ownOf(schema: Schema, about: EvaluationTools["about"], found: Evaluation): void {
  if (about === "properties" && schema.kind === "object") {
    for (const { name } of schema.properties) found.names.add(name);
    for (const { pattern } of schema.patterns) found.patterns.add(pattern);
    if (schema.additional) found.all = true;
  }
  if (about === "items" && schema.kind === "array" && !isUnsaid(schema.items, schema.at)) found.all = true;
  if (about === "items" && schema.kind === "tuple") {
    found.first = schema.prefix.length;
    if (schema.rest && !isUnsaid(schema.rest, schema.at)) found.all = true;
  }
}

/** No keyword speaks of these items: where one does, it is in their place. */
function isUnsaid(items: Schema, at: string): boolean {
  return items.kind === "unknown" && !(items.at.startsWith(`${at}/`) && /\/(?:items|additionalItems)$/.test(items.at));
}

interface LimitTools {
  readonly tools: EvaluationTools;
  readonly found: Evaluation;
  /** These are the limits that ask. */
  readonly asks: boolean;
  add(schema: Schema): void;
  text(schema: Schema): string | undefined;
}

function limitsOf(limits: Limits, { tools, found, asks, add, text }: LimitTools): void {
  const rest = tools.about === "properties" ? limits.unevaluatedProperties : limits.unevaluatedItems;
  if (rest && !asks) found.all = true;
  if (tools.about === "items" && limits.contains) found.containing.push(tools.schema(limits.contains));
  for (const { property, schema } of limits.dependentSchemas ?? []) {
    const then = text(schema);
    if (then !== undefined) found.when.push(`{ has: ${stringLiteral(property)}, then: ${then} }`);
  }
  if (limits.if) {
    const [condition, then, otherwise] = [limits.if, limits.then, limits.else].map((one) => one && text(one));
    const fits = tools.schema(limits.if);
    if (condition !== undefined) found.when.push(`{ fits: ${fits}, then: ${condition} }`);
    const branches = [
      then === undefined ? "" : `, then: ${then}`,
      otherwise === undefined ? "" : `, else: ${otherwise}`,
    ];
    if (branches.some((branch) => branch !== "")) found.when.push(`{ fits: ${fits}${branches.join("")} }`);
  }
  limits.also?.forEach(add);
}

function merge(into: Evaluation, more: Evaluation): void {
  into.all ||= more.all;
  into.first = Math.max(into.first, more.first);
  for (const name of more.names) into.names.add(name);
  for (const pattern of more.patterns) into.patterns.add(pattern);
  into.containing.push(...more.containing);
  into.when.push(...more.when);
}

/** Undefined: it evaluates nothing. */
function textOf({ all, names, patterns, first, containing, when }: Evaluation): string | undefined {
  if (all) return "{ all: true }";
  const members = [
    ...(names.size > 0 ? [`names: [${[...names].map(stringLiteral).join(", ")}]`] : []),
    ...(patterns.size > 0 ? [`patterns: [${[...patterns].map(regex).join(", ")}]`] : []),
    ...(first > 0 ? [`first: ${first}`] : []),
    ...(containing.length > 0 ? [`containing: [${containing.join(", ")}]`] : []),
    ...(when.length > 0 ? [`when: [${when.join(", ")}]`] : []),
  ];
  return members.length === 0 ? undefined : `{ ${members.join(", ")} }`;
}
