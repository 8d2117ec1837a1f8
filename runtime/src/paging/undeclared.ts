import type { PagingSpec } from "../contract.js";
import { nextLink } from "./link.js";

/** How servers name the token of the next page, without case and separators. */
const NAMES = /^(?:next|continuation|continue|scroll)(?:page)?(?:cursor|token|key|id|marker|bookmark)$|^endcursor$/;
const HEADERS = /^x-(?:[a-z]+-)*(?:next-?(?:page-?)?|continuation-?)(?:token|cursor|marker)$/;

/**
 * The next cursor where the document names the request's member but not the answer's: answers that are declared as any
 * object, headers that are not declared at all. Looks only for what can hardly be anything else.
 */
export function undeclaredCursor(spec: PagingSpec, body: unknown, headers: () => Headers): unknown {
  const inBody = spec.items === "" ? undefined : search(body, nextOf(spec.cursor), 2);
  if (inBody !== undefined) return inBody;
  for (const [name, value] of headers()) if (HEADERS.test(name)) return value;
  const link = nextLink(headers().get("link") ?? undefined);
  return link === undefined || spec.cursor === undefined ? undefined : parameterOf(link, spec.cursor);
}

function search(value: unknown, own: string, depth: number): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const members = Object.entries(value);
  for (const [name, token] of members) {
    const plain = plainly(name);
    const isToken = typeof token === "string" || token === null || typeof token === "number";
    if (isToken && (plain === own || NAMES.test(plain))) return token;
  }
  if (depth === 0) return undefined;
  for (const [, inner] of members) {
    const found = search(inner, own, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nextOf(member: string | undefined): string {
  return `next${plainly((member ?? "").replace(/^.*\//, ""))}`;
}

function plainly(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function parameterOf(link: string, name: string): string | undefined {
  const query = /\?([^#]*)/.exec(link)?.[1];
  return new URLSearchParams(query).get(name) ?? undefined;
}
