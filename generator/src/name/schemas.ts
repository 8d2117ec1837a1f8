import type { Api } from "../model/api.js";
import { differsByDirection } from "../model/index.js";
import type { Report } from "../report/diagnostic.js";
import { typeName } from "./identifier.js";
import { modelModules } from "./modules.js";
import type { TypeName } from "./names.js";
import { compare } from "./order.js";
import { RESERVED_EXPORTS } from "./reserved.js";
import type { Scope } from "./scope.js";

/** Types of the component schemas. Whoever is called exactly as its type is served first. */
export function nameSchemas(
  api: Api,
  exported: Scope,
  report: Report,
  { given, client }: { readonly given: ReadonlyMap<string, string>; readonly client: readonly string[] },
): ReadonlyMap<string, TypeName> {
  const differs = differsByDirection(api);
  const wishes = api.schemas
    .map((schema) => {
      const wanted = typeName(schema.name);
      // The client is called after the API, whatever components come or go.
      const isClient = client.includes(wanted);
      const reserved = isClient || RESERVED_EXPORTS.has(wanted);
      return { schema, wanted, isClient, reserved, first: reserved ? `${wanted}Model` : wanted };
    })
    .toSorted(
      (a, b) =>
        Number(b.first === b.schema.name) - Number(a.first === a.schema.name) || compare(a.schema.name, b.schema.name),
    );
  const types = new Map<string, string>();
  for (const { schema, wanted, isClient, reserved, first } of wishes) {
    const type = exported.claim({
      identity: `schema ${schema.name}`,
      wanted: [first],
    });
    const asked = given.get(schema.name);
    if (asked !== undefined && asked !== type)
      report.add({
        code: "name/bad-name",
        severity: "warn",
        message: `Schema ${JSON.stringify(schema.name)} cannot be called ${asked}, which is taken; it is ${type}.`,
        at: schema.at,
        fix: "Give it another name.",
      });
    // What was decided before was told then.
    const settled = exported.pins.get(`schema ${schema.name}`) === type;
    const holder = exported.held.get(wanted);
    const holds =
      holder === undefined ? "another schema" : `an older name of ${JSON.stringify(holder.replace(/^\w+ /, ""))}`;
    if (type !== wanted && !settled)
      report.add({
        code: reserved ? "name/reserved" : "name/schema-collision",
        severity: reserved ? "info" : "warn",
        message: `Schema ${JSON.stringify(schema.name)} is the type ${type}, because ${wanted} is ${isClient ? "the client or one of its types" : reserved ? "a name of the language or the runtime" : holds}.`,
        at: schema.at,
        fix: "Rename the schema in the document or by an overlay.",
      });
    types.set(schema.name, type);
  }
  const moduleOf = modelModules(api, types);
  const names = new Map<string, TypeName>();
  for (const { name, schema } of api.schemas) {
    const type = types.get(name) ?? typeName(name);
    const input = differs(schema)
      ? exported.claim({ identity: `input ${name}`, wanted: [`${type}Input`, `${type}Write`] })
      : undefined;
    names.set(name, { type, module: moduleOf(type), ...(input !== undefined && { input }) });
  }
  return names;
}
