import type { ApiDefinition, OperationDefinition, SecuritySchemeSpec } from "../contract.js";
import { ConfigError } from "../errors/config-error.js";
import type { Configured, ConfiguredScheme } from "./configured.js";
import { schemeNamed } from "./kind.js";
import { schemeVariable, usualVariables } from "./environment.js";

/** Schemes to present together, by name. */
export type Choice = ReadonlyMap<string, ConfiguredScheme>;

const ANONYMOUS: Choice = new Map();

/**
 * Chooses how an operation is authenticated: the first alternative for which there are all credentials, else none
 * where that is allowed. Undefined: a credential is needed and there is none.
 */
export function choose(api: ApiDefinition, operation: OperationDefinition, given: Configured): Choice | undefined {
  const alternatives = operation.security ?? api.security;
  // An operation that says `[]` wants none; an API that says nothing may want what the user gave.
  if (alternatives.length === 0) return operation.security ? ANONYMOUS : everything(given);
  for (const alternative of alternatives) {
    const names = Object.keys(alternative);
    const choice = names.length > 0 ? together(names, api, given) : undefined;
    if (choice) return choice;
  }
  return alternatives.some((alternative) => Object.keys(alternative).length === 0) ? ANONYMOUS : undefined;
}

function everything({ byScheme, single }: Configured): Choice {
  // One credential is presented once, however many schemes would take it.
  if (single) return new Map([["auth", single]]);
  return byScheme;
}

function together(names: readonly string[], api: ApiDefinition, given: Configured): Choice | undefined {
  const { choice, missing } = match(names, api, given);
  return missing.length === 0 ? choice : undefined;
}

/** Finds a credential for each of the schemes, and tells which have none. */
function match(
  names: readonly string[],
  api: ApiDefinition,
  given: Configured,
): { readonly choice: Choice; readonly missing: readonly string[] } {
  const choice = new Map<string, ConfiguredScheme>();
  const sources = new Set<string>();
  const places = new Set<string>();
  for (const name of names) {
    const one = credentialOf(name, api, given);
    // Two schemes that are needed together are two credentials: one variable cannot be both.
    if (!one || sources.has(one.source)) continue;
    sources.add(one.source);
    places.add(placeOf(one.scheme) ?? name);
    choice.set(name, one);
  }
  // Documents that list two schemes of one place mean either: a request has room for one.
  const isCovered = (name: string): boolean => choice.has(name) || places.has(placeOf(schemeNamed(api, name)) ?? name);
  return { choice, missing: names.filter((name) => !isCovered(name)) };
}

function placeOf(scheme: SecuritySchemeSpec | undefined): string | undefined {
  if (!scheme || scheme.type === "mutualTLS") return undefined;
  return scheme.type === "apiKey" ? `${scheme.in}:${scheme.name.toLowerCase()}` : "header:authorization";
}

function credentialOf(name: string, api: ApiDefinition, given: Configured): ConfiguredScheme | undefined {
  return given.byScheme.get(name) ?? (schemeNamed(api, name) ? undefined : given.single);
}

/** The error for an operation that needs a credential: which variable to set, which option to pass. */
export function missingCredential(api: ApiDefinition, operation: OperationDefinition, given: Configured): ConfigError {
  const alternatives = (operation.security ?? api.security).map((alternative) => Object.keys(alternative));
  const missing = alternatives.map((names) => match(names, api, given).missing);
  const fewest = Math.min(...missing.map((names) => names.length));
  const ways = missing.filter((names) => names.length === fewest).slice(0, 3);
  const how = ways.map((names) => names.map((name) => remedy(name, api, names.length > 1)).join(" and ")).join("; or ");
  const strays = [...given.byScheme.keys()].filter((name) => !schemeNamed(api, name));
  const stray =
    strays.length > 0
      ? ` (\`auth\` has ${strays.map((name) => `\`${name}\``).join(", ")}, which is no scheme of this API.)`
      : "";
  return new ConfigError(`${api.name} needs a credential for ${operation.id}, and has none: ${how}.${stray}`);
}

function remedy(name: string, api: ApiDefinition, isShared: boolean): string {
  const option = Object.keys(api.schemes).length > 1 ? `\`auth: { ${key(name)}: … }\`` : "`auth`";
  const variables = isShared ? [schemeVariable(api, name)] : usualVariables(api, name);
  return variables.length > 0 ? `set ${variables.join(" or ")}, or pass ${option}` : `pass ${option}`;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
