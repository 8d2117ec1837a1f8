import { PagingProblem } from "./problem.js";
import { valueAt, withValueAt } from "./pointer.js";
import type { Arguments } from "./types.js";

const BODY = "body:";

/** The value of a request member: a key of the argument object, or `body:/pointer`. */
export function readMember(params: Arguments | undefined, member: string): unknown {
  if (member.startsWith(BODY)) return valueAt(params?.["body"], member.slice(BODY.length));
  return params && Object.hasOwn(params, member) ? params[member] : undefined;
}

/** A copy of the argument object with another value of a request member. The caller's own is never changed. */
export function withMember(params: Arguments | undefined, member: string, value: unknown): Arguments {
  if (!member.startsWith(BODY)) return { ...params, [member]: value };
  const body = params?.["body"];
  if (body !== undefined && !isPlain(body)) {
    throw new PagingProblem(
      `Cannot set ${member} for the next page in a body that is not an object.`,
      "Pass the body as an object.",
    );
  }
  return { ...params, body: withValueAt(body, member.slice(BODY.length), value) };
}

/** A request member as a number: query values are often written as strings. */
export function readNumber(params: Arguments | undefined, member: string | undefined): number | undefined {
  return member === undefined ? undefined : toNumber(readMember(params, member));
}

/** Numbers, bigints and decimal strings within 2^53; anything else is undefined. */
export function toNumber(value: unknown): number | undefined {
  const number =
    typeof value === "number"
      ? value
      : typeof value === "bigint" || (typeof value === "string" && /^\s*\d+\s*$/.test(value))
        ? Number(value)
        : undefined;
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
