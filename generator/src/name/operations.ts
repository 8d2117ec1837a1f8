import type { Api, Operation } from "../model/api.js";
import { meaningOf, recollection } from "../model/index.js";
import type { Report } from "../report/diagnostic.js";
import { listAnswers } from "./answer.js";
import { member } from "./identifier.js";
import { compare } from "./order.js";
import type { NamePlan } from "./plan.js";
import { propose, type Proposal } from "./proposal.js";
import { RESERVED_CLIENT_MEMBERS, RESERVED_MEMBERS } from "./reserved.js";
import { byRank, candidates, standingOf, type Wish } from "./rivals.js";
import { Scope } from "./scope.js";
import { tagReader } from "./tags.js";
import { camel } from "./words.js";

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
      given: decided.reason === "given",
      old: decided.old,
      ...standingOf(operation, wanted),
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

/**
 * Names the members of a resource: its methods first, then the resources below it take what is left. What was there
 * before, old names among it, comes before both.
 */
function settle(from: Draft, path: readonly string[], report: Report): Place {
  const scope = new Scope(path.length === 0 ? RESERVED_CLIENT_MEMBERS : RESERVED_MEMBERS);
  const methods = (fixed: boolean, older: ReadonlyMap<string, string> = new Map()): Placed[] =>
    nameMethods(
      from.wishes.filter((wish) => wish.fixed === fixed),
      { path, scope, older },
      report,
    );
  const children = [...from.children.values()].toSorted((a, b) => compare(a.wanted, b.wanted));
  const properties = (fixed: boolean): (readonly [Draft, string])[] =>
    children
      .filter((child) => isFixed(child) === fixed)
      .map((child) => [child, nameProperty(child, path, scope, report)]);
  const fixed = methods(true);
  const old = properties(true);
  const aliases = from.old
    .toSorted((a, b) => compare(a.method, b.method) || compare(a.operation, b.operation))
    .filter(({ method }) => scope.reserve(method));
  const operations = [...fixed, ...methods(false, new Map(aliases.map((one) => [one.method, one.operation])))];
  const named = new Map([...old, ...properties(false)]);
  return {
    path,
    source: from.source,
    operations,
    aliases,
    children: children.map((child) => settle(child, [...path, named.get(child) ?? child.wanted], report)),
  };
}

/** Whether there was a resource of this name before. */
function isFixed(from: Draft): boolean {
  return from.old.length > 0 || from.wishes.some((wish) => wish.fixed) || [...from.children.values()].some(isFixed);
}

/** An operation of a resource, or of one below it: where a document speaks of the resource. */
function operationOf({ wishes, children }: Draft): Operation | undefined {
  return wishes[0]?.operation ?? [...children.values()].map(operationOf).find((one) => one !== undefined);
}

function nameProperty(draft: Draft, path: readonly string[], scope: Scope, report: Report): string {
  const { wanted } = draft;
  const property = scope.claim({ identity: wanted, wanted: [wanted, `${wanted}Resource`] });
  const { at } = operationOf(draft) ?? {};
  if (property !== wanted)
    report.add({
      code: "name/resource-collision",
      severity: "warn",
      message: `The resource ${[...path, wanted].join(".")} is called ${property}, because ${wanted} is taken.`,
      ...(at !== undefined && { at }),
      fix: "Give its operations another tag, or operationIds that name their resource.",
    });
  return property;
}

interface Members {
  readonly path: readonly string[];
  readonly scope: Scope;
  /** Method → operation that it is an older name of. */
  readonly older: ReadonlyMap<string, string>;
}

function nameMethods(wishes: readonly Wish[], { path, scope, older }: Members, report: Report): Placed[] {
  const given = new Set<string>();
  const rivals = new Map<string, Wish[]>();
  for (const wish of wishes) rivals.set(wish.wanted, [...(rivals.get(wish.wanted) ?? []), wish]);
  return wishes.map((wish) => {
    const { operation, proposal, wanted } = wish;
    const names = scope.has(wanted) ? candidates(wish, rivals.get(wanted) ?? []) : [wanted];
    const method = scope.claim({ identity: operation.key, wanted: names });
    const holder = older.get(wanted);
    if (method !== wanted)
      report.add({
        code: given.has(wanted) || holder !== undefined ? "name/method-collision" : "name/reserved",
        severity: "warn",
        message: `${operation.key} is called ${[...path, method].join(".")}, because ${wanted} is ${holder === undefined ? "taken" : `an older name of ${holder}`}.`,
        at: operation.at,
        fix:
          holder === undefined
            ? "Give the operation an operationId of its own that differs in more than case and punctuation."
            : "Delete the alias from the file of names when nobody needs it any more, or name the operation by `names`.",
      });
    given.add(method);
    return { operation, resource: path, method, reason: proposal.reason };
  });
}
