import { PagingProblem } from "./problem.js";
import { redactUrl } from "../request/redact.js";

/** Where next links may lead, and what is taken out of them. */
export interface LinkRules {
  readonly origins: readonly string[];
  readonly secretParams?: readonly string[] | undefined;
}

/**
 * The address of the next page as the server named it: absolute, relative to the page it stands on, or only a query.
 * Throws where it leads to another origin: a credential would go along.
 */
export function resolveNext(link: string, page: string, rules: LinkRules): string {
  const url = parse(link, page);
  const target = upgrade(url, rules.origins);
  if (!isAllowed(target, page, rules.origins)) {
    throw new PagingProblem(
      `The next link leads to another origin, ${target.origin}; it was not followed and no credential was sent there.`,
      `If it is the API's own, add it to the document's servers; they are ${rules.origins.join(", ")}.`,
    );
  }
  target.username = target.password = target.hash = "";
  // The auth layer adds the credential to every request: a copy of it in the link would end up in checkpoints.
  for (const name of rules.secretParams ?? []) {
    if (target.searchParams.has(name)) target.searchParams.delete(name);
  }
  return target.href;
}

function parse(link: string, page: string): URL {
  // `cursor=abc&limit=2` is a query that lacks its question mark.
  const reference = /^[\w.[\]%-]+=[^/?#]*$/.test(link) ? `?${link}` : link;
  try {
    return new URL(reference, page);
  } catch {
    throw new PagingProblem(`The server's next link is not a URL: ${redactUrl(link.slice(0, 200))}.`);
  }
}

// Servers behind a proxy write `http:` links of an `https:` API. Never the other way round.
function upgrade(url: URL, origins: readonly string[]): URL {
  if (url.protocol !== "http:" || origins.includes(url.origin) || url.port !== "") return url;
  const secure = new URL(url);
  secure.protocol = "https:";
  return origins.includes(secure.origin) ? secure : url;
}

function isAllowed(url: URL, page: string, origins: readonly string[]): boolean {
  if (url.protocol !== "https:" && url.protocol !== "http:") return false;
  return origins.length === 0 ? url.origin === new URL(page).origin : origins.includes(url.origin);
}
