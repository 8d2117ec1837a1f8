import type { Api, Operation } from "../model/api.js";
import { meaningOf, recollection } from "../model/index.js";
import type { Report } from "../report/diagnostic.js";
import { listAnswers } from "./answer.js";
import { member } from "./identifier.js";
import { pathParts, type Part } from "./path.js";
import type { NamePlan } from "./plan.js";
import { propose, type Proposal } from "./proposal.js";
import { RESERVED_CLIENT_MEMBERS, RESERVED_MEMBERS } from "./reserved.js";
import { Scope } from "./scope.js";
import { tagReader } from "./tags.js";
import { camel, pascal, singular, upperFirst } from "./words.js";

/** An operation with its place in the client: resource and method, unique there. */
export interface Placed {
  readonly operation: Operation;
  /** Member names from the client down. */
  readonly resource: readonly string[];
  readonly method: string;
  readonly reason: string;
}

/** A resource, before its class and module are named. */
export interface Place {
  /** Member names from the client down. */
  readonly path: readonly string[];
  /** Tag or path segment it came from. */
  readonly source: string;
  readonly operations: readonly Placed[];
  /** Old names of methods that still work. */
  readonly aliases: readonly { readonly method: string; readonly operation: string }[];
  /** Sorted by property. */
  readonly children: readonly Place[];
}

interface Wish {
  readonly operation: Operation;
  readonly proposal: Proposal;
  readonly resource: readonly string[];
  readonly wanted: string;
  /** The operationId is spelled so. */
  readonly exact: boolean;
  /** Number of the version in the path, 0 without one. */
  readonly version: number;
  /** The lowest version in the document's paths: only later ones are worth a suffix. */
  readonly oldest: number;
  readonly depth: number;
  /** The name was decided before. */
  readonly fixed: boolean;
  /** Names it had: members from the client down. */
  readonly old: readonly (readonly string[])[];
}

/** A resource while operations are put into it. */
interface Draft {
  readonly wanted: string;
  readonly source: string;
  readonly wishes: Wish[];
  readonly old: { readonly method: string; readonly operation: string }[];
  /** By name in lower case: names that differ in case only are one resource. */
  readonly children: Map<string, Draft>;
}

const proposals = recollection<Proposal>();

/** Puts every operation into the tree of resources. */
export function placeOperations(api: Api, report: Report, plan?: NamePlan): Place {
  const tagOf = tagReader(api, plan?.given.tags);
  const answerOf = listAnswers(api);
  const root = draft("", "");
  const versions = api.operations.map((operation) => versionNumber(pathParts(operation.path).version));
  const oldest = versions.reduce((least, one) => (one > 0 && one < least ? one : least), Number.MAX_SAFE_INTEGER);
  const wishes = api.operations.map((operation): Wish => {
    const tag = tagOf(operation);
    const make = (): Proposal => propose(operation, tag, answerOf(operation));
    const proposal = proposals(meaningOf(api, operation), "", tag, make);
    const resource = proposal.resource.map((phrase) => member(camel(phrase.words), phrase.source));
    const decided = decide([...resource, member(camel(proposal.method), operation.key)], operation, plan);
    const wanted = decided.path.at(-1) ?? "";
    return {
      operation,
      proposal: decided.reason === undefined ? proposal : { ...proposal, reason: decided.reason },
      resource: decided.path.slice(0, -1),
      wanted,
      fixed: decided.reason !== undefined,
      old: decided.old,
      exact: operation.operationId === wanted,
      version: versionNumber(pathParts(operation.path).version),
      oldest,
      depth: operation.path.split("/").length,
    };
  });
  for (const wish of wishes.toSorted(byRank)) descend(root, wish, wish.resource).wishes.push(wish);
  for (const wish of wishes)
    for (const old of wish.old)
      descend(root, wish, old.slice(0, -1)).old.push({ method: old.at(-1) ?? "", operation: wish.operation.key });
  return settle(root, [], report);
}

const draft = (wanted: string, source: string): Draft => ({
  wanted,
  source,
  wishes: [],
  old: [],
  children: new Map(),
});

/** Where an operation goes: as people say, as before, or as the rules say; and where it was. */
function decide(
  usual: readonly string[],
  { key }: Operation,
  plan: NamePlan | undefined,
): { readonly path: readonly string[]; readonly reason?: string; readonly old: readonly (readonly string[])[] } {
  const asked = plan?.given.operations.get(key);
  const planned = plan?.operations.get(key);
  const before = planned?.kept.name.split(".");
  // A method alone leaves its resource as it is.
  const given = asked && (asked.length === 1 ? [...(before ?? usual).slice(0, -1), ...asked] : asked);
  const path = given ?? (planned?.pinned ? before : undefined) ?? usual;
  const name = path.join(".");
  const old = planned ? [planned.kept.name, ...planned.kept.aliases].filter((one) => one !== name) : [];
  const reason = given ? "given" : name === planned?.kept.name ? "kept from an earlier run" : undefined;
  return { path, old: [...new Set(old)].map((one) => one.split(".")), ...(reason !== undefined && { reason }) };
}

function descend(root: Draft, wish: Wish, resource: readonly string[]): Draft {
  let at = root;
  for (const [depth, wanted] of resource.entries()) {
    let child = at.children.get(wanted.toLowerCase());
    if (!child)
      at.children.set(wanted.toLowerCase(), (child = draft(wanted, wish.proposal.resource[depth]?.source ?? wanted)));
    at = child;
  }
  return at;
}

/** Names the members of a resource: its methods first, then the resources below it take what is left. */
function settle(from: Draft, path: readonly string[], report: Report): Place {
  const scope = new Scope(path.length === 0 ? RESERVED_CLIENT_MEMBERS : RESERVED_MEMBERS);
  const fixed = nameMethods(
    from.wishes.filter((wish) => wish.fixed),
    path,
    scope,
    report,
  );
  const aliases = from.old
    .toSorted((a, b) => compare(a.method, b.method) || compare(a.operation, b.operation))
    .filter(({ method }) => scope.reserve(method));
  const free = nameMethods(
    from.wishes.filter((wish) => !wish.fixed),
    path,
    scope,
    report,
  );
  const operations = [...fixed, ...free];
  const children = [...from.children.values()]
    .toSorted((a, b) => compare(a.wanted, b.wanted))
    .map((child) => {
      const property = scope.claim({ identity: child.wanted, wanted: [child.wanted, `${child.wanted}Resource`] });
      if (property !== child.wanted)
        report.add({
          code: "name/resource-collision",
          severity: "warn",
          message: `The resource ${[...path, child.wanted].join(".")} is called ${property}, because ${child.wanted} is taken.`,
          fix: "Give its operations another tag, or operationIds that name their resource.",
        });
      return settle(child, [...path, property], report);
    });
  return { path, source: from.source, operations, aliases, children };
}

function nameMethods(wishes: readonly Wish[], path: readonly string[], scope: Scope, report: Report): Placed[] {
  const given = new Set<string>();
  return wishes.map((wish) => {
    const { operation, proposal, wanted } = wish;
    const names = scope.has(wanted) ? candidates(wish) : [wanted];
    const method = scope.claim({ identity: operation.key, wanted: names });
    if (method !== wanted)
      report.add({
        code: given.has(wanted) ? "name/method-collision" : "name/reserved",
        severity: "warn",
        message: `${operation.key} is called ${[...path, method].join(".")}, because ${wanted} is taken.`,
        at: operation.at,
        fix: "Give the operation an operationId of its own that differs in more than case and punctuation.",
      });
    given.add(method);
    return { operation, resource: path, method, reason: proposal.reason };
  });
}

/** What tells an operation from another that wants the same name, without looking at the other. */
function candidates({ operation, wanted, version, oldest }: Wish): string[] {
  if (RESERVED_CLIENT_MEMBERS.has(wanted)) return [`${wanted}_`];
  const { parts } = pathParts(operation.path);
  const names: string[] = [];
  if (version > oldest) names.push(`${wanted}V${version}`);
  const last = parts.at(-1);
  const params = parts.filter((part) => part.kind === "param");
  const parent = parts.findLast((part, index) => part.kind === "literal" && parts[index + 1]?.kind === "param");
  if (last?.kind === "param") names.push(`${wanted}By${title(last)}`);
  else if (parent) names.push(`${wanted}For${pascal(singular(parent.words.map(lower)))}`);
  if (params.length > 1 && params.length < 5) names.push(`${wanted}By${params.map(title).join("")}`);
  const literals = parts.filter((part) => part.kind !== "param" && !wanted.toLowerCase().includes(part.squashed));
  if (literals.length > 0 && literals.length < 5) names.push(wanted + literals.map(title).join(""));
  names.push(wanted + upperFirst(operation.method.toLowerCase()));
  return names;
}

const title = (part: Part): string => pascal(part.words.map(lower));
const lower = (word: string): string => word.toLowerCase();

/**
 * Who is served first. An operation that is added later seldom comes before one that was there: newer versions have
 * higher numbers, additions have longer paths.
 */
function byRank(a: Wish, b: Wish): number {
  return (
    Number(b.fixed) - Number(a.fixed) ||
    Number(b.exact) - Number(a.exact) ||
    a.version - b.version ||
    a.depth - b.depth ||
    compare(a.operation.path, b.operation.path) ||
    compare(a.operation.method, b.operation.method)
  );
}

const versionNumber = (version: string | undefined): number => Number(/^v(\d{1,4})/i.exec(version ?? "")?.[1] ?? 0);

/** By UTF-16 code units: the same in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
