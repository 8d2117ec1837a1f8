import type { AuthFacts, LimitFacts, OperationFacts, PagingFacts, SchemeFacts, WebhookFacts } from "../detect/facts.js";

/** Decisions in a few words, for people. */

/** `cursor → after, limit; items /data`. */
export function pagingWords(paging: PagingFacts): string {
  const request = Object.values(paging.request);
  return `${paging.style}${request.length > 0 ? ` by ${request.join(", ")}` : ""}; items ${paging.response.items === "" ? "at the root" : `at ${paging.response.items}`}`;
}

export function schemeWords(scheme: SchemeFacts): string {
  const kind = {
    apiKey: "API key",
    http: `HTTP ${scheme.scheme ?? ""}`.trim(),
    oauth2: "OAuth 2.0",
    openIdConnect: "OpenID Connect",
    mutualTLS: "mutual TLS",
  }[scheme.type];
  const flows = scheme.flows?.map((flow) => flow.flow).join(", ");
  const place = scheme.name === undefined ? "" : ` in ${scheme.in} ${scheme.name}`;
  const prefix = scheme.prefix === undefined || scheme.prefix === "" ? "" : ` after ${JSON.stringify(scheme.prefix)}`;
  return `${kind}${flows ? ` (${flows})` : ""}${place}${prefix}${scheme.from === "declared" ? "" : `, found in: ${ORIGINS[scheme.from]}`}`;
}

const ORIGINS: { readonly [from in SchemeFacts["from"]]: string } = {
  declared: "its declaration",
  "declared-wrong": "a declaration that cannot be meant literally",
  parameter: "parameters",
  description: "descriptions",
  server: "the server's address",
  body: "request bodies",
};

/** `bearer, or key and app`. */
export function acceptWords({ accept, anonymous, unknown }: AuthFacts): string {
  if (unknown) return "unknown: the document does not say whether a credential is needed";
  const sets = accept.map((set) => set.join(" and ")).join(", or ");
  if (sets === "") return "none needed";
  return anonymous ? `${sets}; some operations work without` : sets;
}

export function limitWords(limits: LimitFacts): readonly string[] {
  const headers = [limits.limitHeader, limits.remainingHeader, limits.resetHeader].filter((name) => name !== undefined);
  return [
    ...(limits.requestsPerSecond === undefined
      ? []
      : [
          `${limits.requestsPerSecond} requests per second${limits.burst === undefined ? "" : `, ${limits.burst} at once`}`,
        ]),
    ...(headers.length > 0
      ? [`headers ${headers.join(", ")}${limits.resetUnit ? ` (reset as ${limits.resetUnit})` : ""}`]
      : []),
    ...(limits.statuses.length > 0 ? [`status ${limits.statuses.join(", ")} means slow down`] : []),
    ...(limits.retryAfter ? ["Retry-After says how long to wait"] : []),
  ];
}

/** How webhooks are verified and told apart. */
export function webhookWords({ signature, by, marks }: WebhookFacts): readonly string[] {
  const untold = marks.filter((one) => one.marks === null).map((one) => one.name);
  const isSaid = signature !== undefined && (signature.style !== "hmac" || signature.hmac !== undefined);
  return [
    `${marks.length.toLocaleString("en")} event${marks.length === 1 ? "" : "s"}`,
    isSaid
      ? `signed as ${signature.style}${signature.header === undefined ? "" : ` in ${signature.header}`}`
      : `how they are signed is not said${signature ? ` but for the header ${signature.header}` : ""}: calls take \`scheme\``,
    ...(by.length > 0 ? [`told apart by ${by.join(" and ")}`] : []),
    ...(untold.length > 0 ? [`not told apart, so that calls take \`event\`: ${untold.join(", ")}`] : []),
  ];
}

/** What else is known of an operation. */
export function otherWords(facts: OperationFacts): readonly string[] {
  const { stream, idempotency, failure, job, incremental, cost, limits } = facts;
  return [
    ...(stream
      ? [
          `streams ${stream.format}${stream.toggle ? ` when ${stream.toggle} is set` : ""}${stream.terminator ? `, ends with ${stream.terminator}` : ""}`,
        ]
      : []),
    ...(idempotency ? [`idempotency key in ${idempotency.header}`] : []),
    ...(failure
      ? [
          failure.present
            ? `failed when there is ${failure.present.join(" or ")}`
            : `failed when ${failure.pointer} is ${failure.equals.map(String).join(" or ")}`,
        ]
      : []),
    ...(job ? [`asynchronous: status at ${job.location}`] : []),
    ...(incremental ? [`changes since a moment by ${incremental.parameter}`] : []),
    ...(cost === undefined ? [] : [`costs ${cost}`]),
    ...(limits ? limitWords(limits) : []),
    ...(facts.upload ? ["upload"] : []),
    ...(facts.download ? ["download"] : []),
  ];
}
