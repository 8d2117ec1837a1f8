import type { Limits, Schema } from "../../model/schema.js";
import { stringLiteral } from "../code/index.js";
import { bounds, call, number, regex } from "./text.js";

/** How the checks of limits name what they need. */
export interface CheckTools {
  /** Takes a function of `@sdkwright/runtime/schemas` into scope. */
  helper(name: string): string;
  schema(schema: Schema): string;
  /** What the schema that has these limits evaluates of an object or a list. */
  evaluated(about: "properties" | "items"): string;
}

export function stringChecks({ minLength, maxLength, pattern }: Limits, tools: CheckTools): string[] {
  const checks: string[] = [];
  const least = minLength === 0 ? undefined : minLength;
  // One character is one, however it is counted.
  if (least === 1 && maxLength === undefined) checks.push(call("minLength", "1"));
  else if (least !== undefined || maxLength !== undefined)
    checks.push(`${tools.helper("characters")}(${bounds(least, maxLength)})`);
  if (pattern !== undefined) checks.push(call("regex", regex(pattern)));
  return checks;
}

export function numberChecks(limits: Limits, tools: CheckTools): string[] {
  const checks: string[] = [];
  const bound = (name: string, value: number | undefined): void => {
    if (value !== undefined) checks.push(call(name, number(value)));
  };
  bound("gte", limits.minimum);
  bound("gt", limits.exclusiveMinimum);
  bound("lte", limits.maximum);
  bound("lt", limits.exclusiveMaximum);
  if (limits.multipleOf !== undefined) checks.push(`${tools.helper("multipleOf")}(${number(limits.multipleOf)})`);
  return checks;
}

export function arrayChecks(limits: Limits, tools: CheckTools): string[] {
  const checks: string[] = [];
  if (limits.minItems !== undefined && limits.minItems > 0) checks.push(call("minLength", number(limits.minItems)));
  if (limits.maxItems !== undefined) checks.push(call("maxLength", number(limits.maxItems)));
  if (limits.uniqueItems) checks.push(tools.helper("unique"));
  if (limits.contains) {
    const { minContains: min, maxContains: max } = limits;
    const counts = min === undefined && max === undefined ? "" : `, ${bounds(min, max)}`;
    checks.push(`${tools.helper("contains")}(${tools.schema(limits.contains)}${counts})`);
  }
  return checks;
}

export function objectChecks(limits: Limits, tools: CheckTools): string[] {
  const checks: string[] = [];
  const { minProperties: min, maxProperties: max } = limits;
  if (min !== undefined || max !== undefined) checks.push(`${tools.helper("propertyCount")}(${bounds(min, max)})`);
  if (limits.propertyNames) checks.push(`${tools.helper("propertyNames")}(${tools.schema(limits.propertyNames)})`);
  if (limits.dependentRequired) {
    const needs = limits.dependentRequired.map(
      ({ property, needs: names }) => `[${stringLiteral(property)}, [${names.map(stringLiteral).join(", ")}]]`,
    );
    checks.push(`${tools.helper("dependentRequired")}([${needs.join(", ")}])`);
  }
  for (const { property, schema } of limits.dependentSchemas ?? [])
    checks.push(`${tools.helper("dependentSchema")}(${stringLiteral(property)}, ${tools.schema(schema)})`);
  return checks;
}

/** Limits that values of any type can have. */
export function anyChecks(limits: Limits, tools: CheckTools): string[] {
  const checks: string[] = [];
  if (limits.not) checks.push(`${tools.helper("not")}(${tools.schema(limits.not)})`);
  if (limits.if && (limits.then ?? limits.else)) {
    const branches = (["if", "then", "else"] as const).flatMap((key) => {
      const branch = limits[key];
      return branch ? [`${key}: ${tools.schema(branch)}`] : [];
    });
    checks.push(`${tools.helper("conditional")}({ ${branches.join(", ")} })`);
  }
  const { unevaluatedItems: items, unevaluatedProperties: properties } = limits;
  if (items) checks.push(`${tools.helper("unevaluatedItems")}(${tools.schema(items)}, ${tools.evaluated("items")})`);
  if (properties)
    checks.push(
      `${tools.helper("unevaluatedProperties")}(${tools.schema(properties)}, ${tools.evaluated("properties")})`,
    );
  for (const schema of limits.also ?? []) checks.push(`${tools.helper("also")}(${tools.schema(schema)})`);
  return checks;
}
