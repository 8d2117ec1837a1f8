import { encodeLiteral } from "./percent.js";
import { pathText } from "./parameters.js";
import type { Plan } from "./plan.js";
import { queryText, querystringText } from "./query.js";
import type { Base } from "./server.js";

/** Arguments of a call by key. */
export type Values = { readonly [key: string]: unknown };

/** Looks up an argument: never one that every object inherits. */
export type Lookup = (key: string) => unknown;

/** Path and query of a request. @throws ValidationError for a value that cannot stand in them */
export function pathAndQuery(plan: Plan, base: Base, valueOf: Lookup): string {
  let path = plan.origin === undefined || base.replaces ? base.path : "";
  for (const part of plan.path) path += typeof part === "string" ? part : pathText(part, valueOf(part.key));
  if (path.includes("/.") || path.includes("/%2")) path = keepDotSegments(path);
  const query = queryOf(plan, base, valueOf);
  return `${path || "/"}${query === "" ? "" : `?${query}`}`;
}

function queryOf(plan: Plan, base: Base, valueOf: Lookup): string {
  let query = base.query;
  const add = (text: string): void => {
    if (text !== "") query += query === "" ? text : `&${text}`;
  };
  add(plan.literalQuery);
  for (const parameter of plan.query) {
    const value = valueOf(parameter.key);
    if (value !== undefined) add(queryText(parameter, value));
  }
  if (plan.querystring) add(querystringText(plan.querystring, valueOf(plan.querystring.key)));
  return query;
}

// `.` and `..` as whole segments are dropped by whoever normalises the URL, and so would change the path.
function keepDotSegments(path: string): string {
  return path.replace(/(?<=\/)\.{1,2}(?=\/|$)/g, (dots) => "%2E".repeat(dots.length));
}

/** Path and query of an absolute URL, as they are sent. */
export function targetOf(url: string): { origin: string; path: string } {
  const { origin, pathname, search } = new URL(url);
  return { origin, path: `${encodeLiteral(pathname)}${search}` };
}
