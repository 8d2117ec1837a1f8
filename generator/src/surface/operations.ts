import { ts } from "ts-morph";
import { alternativesOf, UNKNOWN, type Member, type ObjectType, type Type } from "../diff/type.js";
import type { BodyView, OperationView } from "../diff/view.js";
import { flat, nameOf, type TypeReader } from "./types.js";

/** An exported operation value, without the name of its method. */
export type OperationValue = Omit<OperationView, "name" | "deprecated">;

const KINDS = { Operation: "call", PagedOperation: "paged", StreamOperation: "stream" } as const;
const NOTHING: ObjectType = { kind: "object", members: new Map() };

/** Reads `export const petsList: Operation<…> = { … }`. Undefined: it is something else. */
export function operationValue(
  node: ts.VariableDeclaration,
  types: TypeReader,
  resolve: (type: Type) => Type,
): OperationValue | undefined {
  const { type, initializer } = node;
  if (!type || !ts.isTypeReferenceNode(type) || !initializer || !ts.isObjectLiteralExpression(initializer))
    return undefined;
  const form = flat(type.typeName);
  if (!isForm(form)) return undefined;
  const given = (type.typeArguments ?? []).map((one) => types.read(one));
  const [params = UNKNOWN, second = UNKNOWN] = given;
  const paged = form === "PagedOperation";
  const failures = resolve(given[paged ? 3 : 2] ?? UNKNOWN);
  const facts = new Map(initializer.properties.flatMap((one): [string, ts.Expression][] => entryOf(one)));
  const text = (name: string): string => flatText(facts.get(name));
  const argument = argumentOf(resolve(params), facts.get("body"));
  return {
    key: `${unquoted(text("method"))} ${unquoted(text("path"))}`,
    kind: KINDS[form],
    ...(facts.has("id") && { operationId: unquoted(text("id")) }),
    ...argument,
    result: paged ? (given[2] ?? UNKNOWN) : second,
    ...(paged && { item: second }),
    failures: new Map(
      failures.kind === "object" ? [...failures.members].map(([status, one]) => [status, one.type]) : [],
    ),
    settings: settingsOf(facts),
  };
}

const isForm = (form: string): form is keyof typeof KINDS => Object.hasOwn(KINDS, form);

function entryOf(one: ts.ObjectLiteralElementLike): [string, ts.Expression][] {
  return ts.isPropertyAssignment(one) ? [[nameOf(one.name), one.initializer]] : [];
}

const flatText = (node: ts.Expression | undefined): string => (node ? flat(node) : "");

function unquoted(text: string): string {
  return text.startsWith('"') ? String(JSON.parse(text)) : text;
}

/** What the types say already is left out. */
function settingsOf(facts: ReadonlyMap<string, ts.Expression>): ReadonlyMap<string, string> {
  const path = unquoted(flatText(facts.get("path"))).replace(/\{[^{}]*\}/g, "{}");
  const found = new Map([["request", `${unquoted(flatText(facts.get("method")))} ${path}`]]);
  const names = {
    security: "credentials",
    servers: "servers",
    paging: "paging",
    idempotency: "idempotency key",
    limits: "limits",
  };
  for (const [name, label] of Object.entries(names)) {
    const node = facts.get(name);
    if (node) found.set(label, flat(node));
  }
  const params = facts.get("params");
  if (params && ts.isObjectLiteralExpression(params))
    for (const one of params.properties)
      for (const [name, node] of entryOf(one)) found.set(`place of ${name}`, flat(node));
  return found;
}

/** Takes an argument apart: parameters, and the body with its media types. */
function argumentOf(
  type: Type,
  bodies: ts.Expression | undefined,
): Pick<OperationView, "parameters" | "bodies" | "bodyOptional"> {
  const parts = type.kind === "intersection" ? type.members : [type];
  const parameters = new Map<string, Member>();
  const choices: BodyView[] = [];
  let bodyOptional = true;
  for (const part of parts)
    for (const one of alternativesOf(part)) {
      const members = one.kind === "object" ? one.members : NOTHING.members;
      const body = members.get("body");
      for (const [name, member] of members) if (name !== "body" && name !== "contentType") parameters.set(name, member);
      if (!body) continue;
      bodyOptional &&= body.optional;
      choices.push({ media: mediaOf(members.get("contentType"), bodies), type: body.type });
    }
  return { parameters: { kind: "object", members: parameters }, bodies: choices, bodyOptional };
}

/** Media types of one choice: what `contentType` may be; the only one is named by the value alone. */
function mediaOf(contentType: Member | undefined, bodies: ts.Expression | undefined): string[] {
  const named =
    contentType && alternativesOf(contentType.type).map((one) => (one.kind === "literal" ? unquoted(one.text) : "*/*"));
  if (named) return named;
  const first = bodies && ts.isObjectLiteralExpression(bodies) ? bodies.properties[0]?.name : undefined;
  return [first ? nameOf(first) : "application/json"];
}
