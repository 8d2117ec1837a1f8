import type { Api, Requirement } from "../../model/api.js";
import type { AuthFacts, Evidence, SchemeFacts } from "../facts.js";
import type { OperationView } from "../view/operation.js";
import { declaredScheme } from "./declared.js";
import { shownByBodies, shownByParameters, shownByServers, shownByText, type Shown } from "./shown.js";

type Schemes = Map<string, SchemeFacts>;

/** Credentials that an API takes, how they travel, and which are sent together. */
export function detectAuth(api: Api, views: readonly OperationView[]): AuthFacts {
  const schemes: Schemes = new Map(api.schemes.map((one) => [one.name, declaredScheme(one, api)]));
  const evidence: Evidence[] = api.schemes.map((one) => ({
    text: describe(one.name, schemes.get(one.name)),
    at: one.at,
  }));
  const accept = new Alternatives(schemes);
  const requirements = [...(api.security ?? []), ...api.operations.flatMap((one) => one.security ?? [])];
  for (const requirement of requirements) accept.require(requirement);
  for (const [addition, base] of additions(api)) accept.add([base, addition]);
  const used = new Set(requirements.flat().map((part) => part.scheme));
  for (const name of schemes.keys()) if (!used.has(name)) accept.add([name]);
  for (const name of used)
    if (!schemes.has(name))
      evidence.push({ text: `requirements name \`${name}\`, which is declared nowhere; it is left out` });
  addShown(schemes, accept, evidence, shownIn(api, views, schemes));
  const anonymous = worksWithout(api, schemes.size > 0, evidence);
  return {
    schemes: Object.fromEntries(schemes),
    accept: accept.list,
    anonymous,
    unknown: accept.list.length === 0 && !anonymous,
    evidence,
  };
}

/** Alternatives of schemes that are sent together, each once. */
class Alternatives {
  readonly #sets = new Map<string, readonly string[]>();

  constructor(private readonly schemes: Schemes) {}

  get list(): readonly (readonly string[])[] {
    return [...this.#sets.values()];
  }

  add(names: readonly string[]): void {
    if (names.length > 0) this.#sets.set(JSON.stringify(names.toSorted()), names);
  }

  /** Undeclared members are left out; members that would need the same place of the request are alternatives. */
  require(requirement: Requirement): void {
    const names = [...new Set(requirement.map((part) => part.scheme).filter((name) => this.schemes.has(name)))];
    const byPlace = new Map<string, string[]>();
    for (const name of names) {
      const place = placeOf(this.schemes.get(name)) ?? name;
      byPlace.set(place, [...(byPlace.get(place) ?? []), name]);
    }
    const sets = [...byPlace.values()].reduce<readonly (readonly string[])[]>(
      (all, members) => all.flatMap((set) => members.map((name) => [...set, name])).slice(0, 32),
      [[]],
    );
    for (const set of sets) this.add(set);
  }
}

/** Where a credential travels; two of one place cannot be sent together. */
const placeOf = (scheme: SchemeFacts | undefined): string | undefined =>
  scheme?.name === undefined ? undefined : `${scheme.in}:${scheme.name.toLowerCase()}`;

/** Schemes that their description ties to another: “must be used in combination with BasicAuth”. */
function additions(api: Api): readonly (readonly [string, string])[] {
  return api.schemes.flatMap((one) => {
    const text = (one.description ?? "").slice(0, 2_000);
    if (!/\b(?:in combination|together|along|in addition|combined) (?:with|to)\b/i.test(text)) return [];
    const base = api.schemes.find((other) => other !== one && other.name.length > 2 && text.includes(other.name));
    return base ? [[one.name, base.name] as const] : [];
  });
}

function shownIn(api: Api, views: readonly OperationView[], schemes: Schemes): readonly Shown[] {
  const shown = [...shownByParameters(views), ...shownByServers(api), ...shownByBodies(views)];
  if (schemes.size === 0 && shown.length === 0) return shownByText(api, views);
  return [...shown, ...byProtocol(schemes)];
}

/** RFC 6750: a server that takes `access_token` in the query must take it in the header too, where it stays out of logs. */
function byProtocol(schemes: Schemes): readonly Shown[] {
  const all = [...schemes.entries()];
  const query = all.find(([, one]) => one.in === "query" && one.name === "access_token");
  if (!query || all.some(([, one]) => one.name?.toLowerCase() === "authorization")) return [];
  const scheme: SchemeFacts = {
    type: "http",
    scheme: "bearer",
    in: "header",
    name: "Authorization",
    prefix: "Bearer ",
    from: "declared-wrong",
  };
  return [
    {
      name: "bearer",
      required: false,
      scheme,
      evidence: {
        text: `\`${query[0]}\` takes \`access_token\` in the query; by RFC 6750 such a server takes it in the header as well`,
      },
    },
  ];
}

function addShown(schemes: Schemes, accept: Alternatives, evidence: Evidence[], shown: readonly Shown[]): void {
  const taken = new Set([...schemes.values()].map(placeOf));
  const fresh = shown.filter((one) => !taken.has(placeOf(one.scheme)));
  const names = fresh.map((one) => {
    let name = one.name;
    for (let count = 2; schemes.has(name); count++) name = `${one.name}${count}`;
    schemes.set(name, one.scheme);
    evidence.push(one.evidence);
    return name;
  });
  // Different ones that are always required go together; the same one in another place is another way to send it.
  const together = names.filter((_, index) => fresh[index]?.required);
  const distinct = new Set(fresh.filter((one) => one.required).map((one) => one.name));
  if (together.length > 1 && distinct.size === together.length) accept.add(together);
  else for (const name of together) accept.add([name]);
  for (const [index, name] of names.entries()) if (!fresh[index]?.required) accept.add([name]);
}

/** Some operations work without a credential: they say so, and not nearly all of them as a slip of the author's. */
function worksWithout(api: Api, hasSchemes: boolean, evidence: Evidence[]): boolean {
  const open = (security: readonly Requirement[]): boolean =>
    security.length === 0 || security.some((one) => one.length === 0);
  const { operations } = api;
  const stating = operations.filter((one) => one.security !== undefined && open(one.security));
  const byDefault = api.security !== undefined && open(api.security);
  if (!byDefault && stating.length === 0) return false;
  const slip = hasSchemes && api.security !== undefined && !byDefault && stating.length > 0.8 * operations.length;
  if (slip) {
    evidence.push({
      text: `${stating.length} of ${operations.length} operations say that they need no credential although the document asks for one; taken for a slip`,
      at: stating[0]?.at ?? "",
    });
    return false;
  }
  return true;
}

function describe(name: string, scheme: SchemeFacts | undefined): string {
  const place =
    scheme?.name === undefined
      ? ""
      : ` in ${scheme.in} \`${scheme.name}\`${scheme.prefix ? ` after \`${scheme.prefix}\`` : ""}`;
  return `scheme \`${name}\` (${scheme?.type})${place}`;
}
