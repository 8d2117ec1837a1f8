import type { ApiConfig, NameOverrides } from "../config/config.js";
import { isIdentifier } from "../emit/code/index.js";
import type { Json } from "../load/document.js";
import type { Api, Operation } from "../model/api.js";
import type { Report } from "../report/diagnostic.js";

const EXTENSION = "x-sdkwright-name";

/** Names that people decided: in the configuration, else in the document. */
export interface GivenNames {
  /** Component → type. */
  readonly schemas: ReadonlyMap<string, string>;
  /** Operation key → members from the client down, or the method alone. */
  readonly operations: ReadonlyMap<string, readonly string[]>;
  /** Tag → members from the client down. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
}

export function givenNames(api: Api, { names = {} }: Pick<ApiConfig, "names">, report: Report): GivenNames {
  const asked = new Asked(names, report);
  const schemas = new Map<string, string>();
  const operations = new Map<string, readonly string[]>();
  const tags = new Map<string, readonly string[]>();
  for (const { name, schema, at } of api.schemas) {
    const found = asked.name("schemas", [name], schema.extensions?.[EXTENSION], at);
    const [type, ...more] = found ?? [];
    if (type !== undefined && more.length > 0) asked.refuse(found!.join("."), at);
    else if (type !== undefined) schemas.set(name, type);
  }
  for (const operation of api.operations) {
    const found = asked.name("operations", keysOf(operation), operation.extensions[EXTENSION], operation.at);
    if (found) operations.set(operation.key, found);
  }
  const declared = new Map(api.tags.map((tag) => [tag.name, tag]));
  for (const tag of new Set([...declared.keys(), ...api.operations.flatMap((one) => one.tags)])) {
    const found = asked.name("tags", [tag], declared.get(tag)?.extensions?.[EXTENSION], "/tags");
    if (found) tags.set(tag, found);
  }
  asked.tellUnused();
  return { schemas, operations, tags };
}

const keysOf = ({ key, operationId }: Operation): string[] => (operationId === undefined ? [key] : [key, operationId]);

type Kind = keyof NameOverrides;

/** Reads names that were asked for, and says which cannot be had. */
class Asked {
  readonly #unused = new Set<string>();

  constructor(
    readonly names: NameOverrides,
    readonly report: Report,
  ) {
    for (const kind of ["schemas", "operations", "tags"] as const)
      for (const key of Object.keys(names[kind] ?? {})) this.#unused.add(`${kind}.${key}`);
  }

  name(kind: Kind, keys: readonly string[], extension: Json | undefined, at: string): readonly string[] | undefined {
    const own = this.names[kind] ?? {};
    const key = keys.find((one) => Object.hasOwn(own, one));
    if (key !== undefined) this.#unused.delete(`${kind}.${key}`);
    const asked = key === undefined ? extension : own[key];
    if (asked === undefined) return undefined;
    const parts = typeof asked === "string" ? asked.split(".") : [];
    if (parts.length > 0 && parts.length <= 6 && parts.every((one) => isIdentifier(one) && one.length <= 64))
      return parts;
    this.refuse(asked, at);
    return undefined;
  }

  refuse(asked: Json, at: string): void {
    this.report.add({
      code: "name/bad-name",
      severity: "warn",
      message: `${JSON.stringify(asked).slice(0, 80)} can be no name, so the usual one is taken.`,
      at,
      fix: `Give an identifier such as \`Pet\`; for operations also \`list\` or \`pets.list\`.`,
    });
  }

  tellUnused(): void {
    for (const key of this.#unused)
      this.report.add({
        code: "name/names-nothing",
        severity: "warn",
        message: `\`names.${key}\` in the configuration names nothing of this document.`,
        fix: "Use the component's name, `METHOD /path` or operationId, or the tag as the document has it.",
      });
  }
}
