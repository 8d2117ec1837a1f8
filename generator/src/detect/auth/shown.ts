import type { Api } from "../../model/api.js";
import type { Evidence, SchemeFacts } from "../facts.js";
import { quote } from "../text/prose.js";
import { phrase } from "../text/words.js";
import type { Input, OperationView } from "../view/operation.js";
import { prefixIn, shownPrefix } from "./prefix.js";

/** A credential that the document shows without declaring it. */
export interface Shown {
  readonly name: string;
  readonly scheme: SchemeFacts;
  /** Required wherever it is taken: several such are sent together. */
  readonly required: boolean;
  readonly evidence: Evidence;
}

/** Names that can only be a credential. */
const CERTAIN =
  /^(?:authorization|proxy authorization|(?:x )?(?:\w+ )?(?:api key|apikey|auth token|access token|api token|auth key|subscription key|app key|access key|api secret|session token|auth)|appid|app id key|bearer token)$/;
/** Names that may be one, when the description says so. */
const POSSIBLE = /(?:^| )(?:token|key|secret|appid|auth|password|signature)$/;
const SPEAKS =
  /\bapi[- ]?key|\baccess[- ]token|\bauth(?:entication|orization)?[- ]?token|authenticat|\bapi token|\byour (?:key|token)|\bbearer\b|\bcredential|unique key|secret key|developer key/;
/** A key of something else: a page, an upload, a device. */
const ELSEWHERE =
  /\bregistry\b|webhook|\bupload|invit|reset|verif|idempot|paginat|next page|cursor|csrf|device|\bpush\b|to (?:revoke|refresh|check|introspect|exchange)/;

/** How large a share of the operations must take a parameter before it is the API's credential. */
const SHARE = 0.3;
/** The same of one that can be nothing else: a required header of a certain name. */
const CERTAIN_SHARE = 0.2;

/** Credentials shown by parameters that most operations take. */
export function shownByParameters(views: readonly OperationView[]): readonly Shown[] {
  const uses = new Map<string, { input: Input; count: number; required: number }>();
  for (const view of views)
    for (const input of view.inputs) {
      if ((input.in !== "query" && input.in !== "header" && input.in !== "cookie") || !looksSecret(input)) continue;
      const key = `${input.in}:${input.name}`;
      const use = uses.get(key) ?? { input, count: 0, required: 0 };
      use.count++;
      if (input.required) use.required++;
      uses.set(key, use);
    }
  // One parameter may be declared in several places over the operations: its name is what must be common.
  const byName = new Map<string, number>();
  for (const { input, count } of uses.values()) byName.set(input.name, (byName.get(input.name) ?? 0) + count);
  return [...uses.values()]
    .filter(
      ({ input, count, required }) =>
        (byName.get(input.name) ?? 0) >= shareOf(input, required === count) * views.length &&
        count >= Math.min(3, views.length),
    )
    .map(({ input, count, required }) => ({
      name: input.name,
      required: required > count / 2,
      scheme: parameterScheme(input),
      evidence: {
        text: `${count} of ${views.length} operations take ${input.in} parameter \`${input.name}\`: “${quote(input.description)}”`,
        at: input.at,
      },
    }));
}

function shareOf({ in: place, name }: Input, required: boolean): number {
  return required && place === "header" && CERTAIN.test(phrase(name)) ? CERTAIN_SHARE : SHARE;
}

function looksSecret(input: Input): boolean {
  const words = phrase(input.name);
  // Few names are a credential's: the texts of the others need not be read.
  const isCertain = CERTAIN.test(words);
  if ((!isCertain && !POSSIBLE.test(words)) || !input.view.may("string") || ELSEWHERE.test(input.text)) return false;
  return isCertain || SPEAKS.test(input.text);
}

function parameterScheme(input: Input): SchemeFacts {
  const where = input.in === "query" || input.in === "cookie" ? input.in : "header";
  const authorization = where === "header" && input.name.toLowerCase() === "authorization";
  const example = [...input.examples, input.view.default].find((one) => typeof one === "string");
  const prefix = authorization
    ? (prefixIn(input.description) ??
      (typeof example === "string" ? shownPrefix(`Authorization: ${example}`) : undefined))
    : undefined;
  if (prefix === "Bearer ")
    return { type: "http", scheme: "bearer", in: "header", name: "Authorization", prefix, from: "parameter" };
  if (prefix === "Basic ")
    return { type: "http", scheme: "basic", in: "header", name: "Authorization", prefix, from: "parameter" };
  return { type: "apiKey", in: where, name: input.name, ...(prefix !== undefined && { prefix }), from: "parameter" };
}

/** A key in the server's address: `https://api.example.com/bot{token}`. */
export function shownByServers(api: Api): readonly Shown[] {
  const found = new Map<string, Shown>();
  for (const server of api.servers)
    for (const variable of server.variables) {
      if (!/(?:^| )(?:token|api key|apikey|secret|access key)$/.test(phrase(variable.name)) || found.has(variable.name))
        continue;
      const text = `server variable \`${variable.name}\` in \`${server.url}\``;
      found.set(variable.name, {
        name: variable.name,
        required: true,
        scheme: { type: "apiKey", in: "server", name: variable.name, from: "server" },
        evidence: { text },
      });
    }
  return [...found.values()];
}

/** A key that most bodies must hold. */
export function shownByBodies(views: readonly OperationView[]): readonly Shown[] {
  const withBody = views.filter((view) => view.inputs.some((input) => input.in === "body"));
  if (withBody.length < 3) return [];
  const uses = new Map<string, { input: Input; count: number }>();
  for (const view of withBody)
    for (const input of view.inputs) {
      if (input.in !== "body" || !input.required || !looksSecret(input)) continue;
      const use = uses.get(input.ref) ?? { input, count: 0 };
      use.count++;
      uses.set(input.ref, use);
    }
  return [...uses.values()]
    .filter(({ count }) => count >= 0.5 * views.length)
    .map(({ input, count }) => ({
      name: input.name,
      required: true,
      scheme: { type: "apiKey", in: "body", name: input.ref.slice("body:".length), from: "body" },
      evidence: {
        text: `${count} of ${withBody.length} bodies must hold \`${input.name}\`: “${quote(input.description)}”`,
        at: input.at,
      },
    }));
}

/** What the text says, for documents that show a credential nowhere else. */
export function shownByText(api: Api, views: readonly OperationView[]): readonly Shown[] {
  const introduction = (api.info.description ?? "").slice(0, 24_000);
  const prefix = shownPrefix(introduction);
  const told = (name: string, scheme: SchemeFacts, text: string, at = "/info/description"): readonly Shown[] => [
    { name, required: true, scheme, evidence: { text, at } },
  ];
  if (prefix !== undefined) {
    const http = prefix === "Bearer " ? "bearer" : prefix === "Basic " ? "basic" : undefined;
    const place = { in: "header", name: "Authorization", prefix, from: "description" } as const;
    return told(
      http ?? "token",
      http ? { type: "http", scheme: http, ...place } : { type: "apiKey", ...place },
      `the introduction shows \`Authorization: ${prefix}…\``,
    );
  }
  const header = /\b(X-[A-Za-z-]{0,30}(?:Key|Token))\b/i.exec(introduction)?.[1];
  if (header !== undefined)
    return told(
      header,
      { type: "apiKey", in: "header", name: header, from: "description" },
      `the introduction names header \`${header}\``,
    );
  if (/\bbearer (?:token|auth)/i.test(introduction))
    return told("bearer", BEARER, "the introduction speaks of bearer tokens");
  const speaking = views.filter((view) => /\baccess tokens?\b|\boauth\b|\bbearer\b/.test(view.text));
  const [first] = speaking;
  if (!first || speaking.length < Math.max(3, 0.1 * views.length)) return [];
  return told(
    "bearer",
    BEARER,
    `${speaking.length} of ${views.length} operations speak of access tokens: “${quote(first.operation.description)}”`,
    first.operation.at,
  );
}

const BEARER: SchemeFacts = {
  type: "http",
  scheme: "bearer",
  in: "header",
  name: "Authorization",
  prefix: "Bearer ",
  from: "description",
};
