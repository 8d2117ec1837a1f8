import type { PagingSpec } from "../contract.js";
import type { CallContext, HttpRequest } from "../http.js";

/** Stands in the place of a secret: a word that is the same in JSON, in a query and in a header. */
export const REDACTED = "redacted";

// Shorter values would blot out ordinary words; as a whole value they are replaced all the same.
const SHORTEST_PART = 4;
// What is only by its name a credential may be any word.
const SHORTEST_NAMED = 8;

const NAMES =
  /^(?:token|secret|passw(?:or)?d|pwd|authorization|signature|sig|assertion|codeverifier|devicecode|usercode|sessionid)$|(?:password|passwd|passphrase|secret|secretkey|apikey|accesskey|privatekey|encryptionkey|signingkey|accesstoken|refreshtoken|idtoken|authtoken|sessiontoken|bearertoken|securitytoken|apitoken|clientassertion)$/;

const HEADER_NAMES =
  /^(?:authorization|proxy-authorization|cookie|set-cookie)$|(?:^|-)(?:token|secret|key|password|signature|session|csrf)(?:$|-)/i;

/**
 * What must not reach the disk: values that were sent or got as credentials, and members that are credentials by their
 * name. Learns from every exchange of a recording, so that a value that is known late is replaced early, too.
 */
export class Secrets {
  readonly #values = new Set<string>();
  readonly #names: Set<string>;
  /** Called tokens, but of pages. */
  readonly #positions = new Set<string>();
  #sorted: readonly string[] | undefined;

  /** @param names members that are secret beside those whose names say so */
  constructor(names: readonly string[] = []) {
    this.#names = new Set(names.map(plain));
  }

  /** Learns the credentials of one request, in every form in which they were sent. */
  learn(context: CallContext, request: HttpRequest): void {
    const { secrets = [], paging } = context.operation;
    for (const name of secrets) this.#names.add(plain(name));
    for (const name of paging ? positionsOf(paging) : []) this.#positions.add(plain(name));
    for (const value of context.grant?.secrets ?? []) this.#add(value);
    for (const [name, value] of Object.entries(request.headers)) {
      for (const credential of this.#credentialsIn(name, value)) this.#add(credential);
    }
  }

  isSecretName(name: string): boolean {
    const known = plain(name);
    return this.#names.has(known) || (NAMES.test(known) && !this.#positions.has(known));
  }

  isSecretHeader(name: string): boolean {
    const known = plain(name);
    return this.#names.has(known) || (HEADER_NAMES.test(name) && !this.#positions.has(known));
  }

  /** A text without any of the values. */
  hide(text: string): string {
    if (this.#values.has(text)) return REDACTED;
    let hidden = text;
    // Longest first: a part must not spoil the whole.
    for (const form of this.#forms()) if (hidden.includes(form)) hidden = hidden.replaceAll(form, REDACTED);
    return hidden;
  }

  /** Plain data without any of the values, and without what is under a secret name. */
  hideIn(value: unknown, name?: string): unknown {
    if (typeof value === "string") return this.#hideNamed(value, name);
    if (Array.isArray(value)) return value.map((item) => this.hideIn(item, name));
    if (typeof value === "number" && name !== undefined && this.isSecretName(name)) return 0;
    if (typeof value !== "object" || value === null) return value;
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    const copy: { [key: string]: unknown } = {};
    for (const [key, item] of Object.entries(value)) {
      Object.defineProperty(copy, this.hide(key), {
        value: this.hideIn(item, key),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return copy;
  }

  /** `a=1&b=2` with the values of secret names replaced; the rest stays as it was written. */
  hidePairs(text: string): string {
    return text
      .split("&")
      .map((pair) => {
        const [name = "", ...rest] = pair.split("=");
        if (rest.length === 0) return this.hide(pair);
        const value = decoded(rest.join("="));
        const hidden = this.#hideNamed(value, decoded(name));
        return hidden === value ? pair : `${name}=${encodeURIComponent(hidden)}`;
      })
      .join("&");
  }

  /** Whether any of the values stands in a text after all. */
  isIn(text: string): boolean {
    return this.#forms().some((form) => text.includes(form) && !REDACTED.includes(form));
  }

  /** Learns what a member of an answer holds that is a credential by its name. */
  learnFrom(value: unknown, name?: string): void {
    if (typeof value === "string") {
      if (name !== undefined && value.length >= SHORTEST_NAMED && this.isSecretName(name)) this.#add(value);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    for (const [key, item] of Object.entries(value)) this.learnFrom(item, Array.isArray(value) ? name : key);
  }

  #hideNamed(value: string, name: string | undefined): string {
    return name !== undefined && value !== "" && this.isSecretName(name) ? REDACTED : this.hide(value);
  }

  #credentialsIn(header: string, value: string): string[] {
    if (header === "cookie") return cookieValues(value);
    if (!this.isSecretHeader(header)) return [];
    const [, scheme, token] = /^(\S+) (\S+)$/.exec(value) ?? [];
    if (token === undefined) return header.includes("authorization") && value.includes(" ") ? [] : [value];
    return scheme?.toLowerCase() === "basic" ? [token, passwordIn(token)] : [token];
  }

  #add(value: string): void {
    if (value === "" || value === REDACTED) return;
    this.#values.add(value);
    this.#sorted = undefined;
  }

  /** Every form in which a server would echo one of the values. */
  #forms(): readonly string[] {
    return (this.#sorted ??= this.#sortedForms());
  }

  #sortedForms(): string[] {
    const long = [...this.#values].filter((value) => value.length >= SHORTEST_PART);
    const forms = long.flatMap((value) => {
      const base64 = Buffer.from(value).toString("base64");
      const quoted = JSON.stringify(value).slice(1, -1);
      return [value, encodeURIComponent(value), quoted, base64, base64.replace(/=+$/, ""), encodeURIComponent(base64)];
    });
    return [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  }
}

function cookieValues(field: string): string[] {
  const values = field.split(";").map((pair) => pair.slice(pair.indexOf("=") + 1).trim());
  return values.filter((value) => value.length >= SHORTEST_NAMED);
}

function passwordIn(base64: string): string {
  return Buffer.from(base64, "base64")
    .toString()
    .replace(/^[^:]*:/s, "");
}

/** Names under which an operation's pages are asked for and announced. */
function positionsOf(paging: PagingSpec): string[] {
  return Object.values(paging).flatMap((value) =>
    typeof value === "string"
      ? [
          value
            .replace(/^(?:header|body):/, "")
            .split("/")
            .at(-1)!,
        ]
      : [],
  );
}

/** `client_secret`, `clientSecret` and `Client-Secret` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
