import type { Operation } from "../model/api.js";
import { compare } from "./order.js";
import { pathParts, type Part } from "./path.js";
import type { Proposal } from "./proposal.js";
import { RESERVED_CLIENT_MEMBERS } from "./reserved.js";
import { pascal, singular, upperFirst, wordsOf } from "./words.js";

/** What an operation would like to be called. */
export interface Wish extends Standing {
  readonly operation: Operation;
  readonly proposal: Proposal;
  readonly resource: readonly string[];
  readonly wanted: string;
  /** The name was decided before. */
  readonly fixed: boolean;
  /** People decided it. */
  readonly given: boolean;
  /** Names it had: members from the client down. */
  readonly old: readonly (readonly string[])[];
}

/** What decides between operations that want the same name. */
interface Standing {
  /** The operationId is spelled so. */
  readonly exact: boolean;
  /** Number of the version in the path, 0 without one. */
  readonly version: number;
  readonly depth: number;
  /** The operationId has every word of the name: the name is no reading of the HTTP method. */
  readonly said: boolean;
  /** The path ends with a parameter that is no id: `/users/{email}` comes after `/users/{id}`. */
  readonly otherwise: boolean;
}

export function standingOf({ operationId, path }: Operation, wanted: string): Standing {
  const { parts, version } = pathParts(path);
  const said = new Set(wordsOf(operationId ?? "").map(lower));
  const last = parts.at(-1);
  return {
    exact: operationId === wanted,
    version: Number(/^v(\d{1,4})/i.exec(version ?? "")?.[1] ?? 0),
    depth: path.split("/").length,
    said: wordsOf(wanted).every((word) => said.has(lower(word))),
    otherwise: last?.kind === "param" && !/^(?:u?u?id|ids)$/i.test(last.words.at(-1) ?? ""),
  };
}

/** What tells an operation from others that want the same name. Of these it matters only what they do not share with it. */
export function candidates({ operation, wanted, version }: Wish, rivals: readonly Wish[]): string[] {
  if (RESERVED_CLIENT_MEMBERS.has(wanted)) return [`${wanted}_`];
  const { parts } = pathParts(operation.path);
  const names: string[] = [];
  const method = operation.method.toLowerCase();
  if (rivals.some((one) => one.version < version)) names.push(`${wanted}V${version}`);
  // `PUT` and `PATCH` of one path that both update.
  const beside = rivals.some((one) => one.operation.path === operation.path && one.operation !== operation);
  if (beside && wanted === "update" && method !== "post") names.push(method);
  const last = parts.at(-1);
  const params = parts.filter((part) => part.kind === "param");
  const parent = parts.findLast((part, index) => part.kind === "literal" && parts[index + 1]?.kind === "param");
  if (last?.kind === "param") names.push(`${wanted}By${title(last)}`);
  else if (parent) names.push(`${wanted}For${pascal(singular(parent.words.map(lower)))}`);
  if (params.length > 1 && params.length < 5) names.push(`${wanted}By${params.map(title).join("")}`);
  const literals = parts.filter((part) => part.kind !== "param" && !wanted.toLowerCase().includes(part.squashed));
  if (literals.length > 0 && literals.length < 5) names.push(wanted + literals.map(title).join(""));
  names.push(wanted + upperFirst(method));
  return names;
}

const title = (part: Part): string => pascal(part.words.map(lower));
const lower = (word: string): string => word.toLowerCase();

/**
 * Who is served first. An operation that is added later seldom comes before one that was there: newer versions have
 * higher numbers, additions have longer paths, what has an id was found by it before it was found by name, and `PATCH`
 * comes beside a `PUT` that the document calls an update.
 */
export function byRank(a: Wish, b: Wish): number {
  return (
    Number(b.given) - Number(a.given) ||
    Number(b.fixed) - Number(a.fixed) ||
    Number(b.exact) - Number(a.exact) ||
    a.version - b.version ||
    a.depth - b.depth ||
    Number(b.said) - Number(a.said) ||
    Number(a.otherwise) - Number(b.otherwise) ||
    compare(a.operation.path, b.operation.path) ||
    compare(a.operation.method, b.operation.method)
  );
}
