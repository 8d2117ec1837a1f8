import { ConfigError } from "../errors/config-error.js";
import type { CallOptions, ClientOptions, Timeouts } from "../options.js";
import type { Context } from "./context.js";

/** Every option of a client; the compiler holds it complete. */
const CLIENT = {
  auth: 1,
  baseUrl: 1,
  operationServers: 1,
  server: 1,
  serverVariables: 1,
  headers: 1,
  timeouts: 1,
  deadline: 1,
  maxResponseBytes: 1,
  redirect: 1,
  retry: 1,
  throttle: 1,
  cache: 1,
  validate: 1,
  allowInsecure: 1,
  tracing: 1,
  transport: 1,
  dispatcher: 1,
  tls: 1,
  proxy: 1,
  fetch: 1,
  middleware: 1,
  attemptMiddleware: 1,
  logger: 1,
  userAgent: 1,
  onRequest: 1,
  onResponse: 1,
  onRetry: 1,
  onThrottle: 1,
  onDrift: 1,
} satisfies Record<keyof ClientOptions, 1>;

const CALL = {
  signal: 1,
  timeout: 1,
  deadline: 1,
  headers: 1,
  retry: 1,
  cache: 1,
  validate: 1,
  idempotencyKey: 1,
  server: 1,
  accept: 1,
  resume: 1,
  prefetch: 1,
  concurrency: 1,
  maxPages: 1,
  recheck: 1,
} satisfies Record<keyof CallOptions, 1>;

/** What other SDKs call them. */
const ELSEWHERE: { readonly [name: string]: keyof ClientOptions | keyof CallOptions } = {
  apikey: "auth",
  token: "auth",
  accesstoken: "auth",
  credentials: "auth",
  base_url: "baseUrl",
  basepath: "baseUrl",
  serverurl: "baseUrl",
  timeoutms: "timeout",
  maxretries: "retry",
  retries: "retry",
  retryconfig: "retry",
  defaultheaders: "headers",
  fetchoptions: "fetch",
  abortsignal: "signal",
};

/** `setTimeout` fires at once when it is asked for more. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Refuses options that a client does not have, and bounds that no timer can keep: a misspelt `baseUrl` would send calls to
 * the real API.
 *
 * @throws ConfigError
 */
export function checkClientOptions(api: string, options: ClientOptions): void {
  refuseUnknown(api, options, CLIENT);
  checkBounds(options.timeouts, "timeouts");
  checkBound(options.deadline, "deadline");
  const { maxResponseBytes } = options;
  if (maxResponseBytes !== undefined && !(typeof maxResponseBytes === "number" && maxResponseBytes >= 0))
    throw new ConfigError(`maxResponseBytes is ${String(maxResponseBytes)}: it has to be a number, 0 or more.`);
}

/** The same for the options of a call. @throws ConfigError */
export function checkCallOptions(context: Context, options: CallOptions): void {
  refuseUnknown(context.operation.id, options, CALL, context);
  if (typeof options.timeout === "object") checkBounds(options.timeout, "timeout", context);
  else checkBound(options.timeout, "timeout", context);
  checkBound(options.deadline, "deadline", context);
}

function refuseUnknown(owner: string, options: object, known: Readonly<Record<string, 1>>, context?: Context): void {
  for (const [name, value] of Object.entries(options)) {
    if (Object.hasOwn(known, name) || value === undefined) continue;
    const meant = meantBy(name, known);
    throw new ConfigError(`${owner}: there is no option "${name}"${meant ? `; did you mean "${meant}"?` : ""}`, {
      ...(context && { context }),
    });
  }
}

function meantBy(name: string, known: Readonly<Record<string, 1>>): string | undefined {
  const plain = name.toLowerCase();
  const spellings = [plain, `${plain}s`, plain.replace(/s$/, "")];
  const same = Object.keys(known).find((one) => spellings.includes(one.toLowerCase()));
  const alias = Object.hasOwn(ELSEWHERE, plain) ? ELSEWHERE[plain]! : undefined;
  return same ?? (alias !== undefined && Object.hasOwn(known, alias) ? alias : undefined);
}

function checkBounds(bounds: Timeouts | undefined, name: string, context?: Context): void {
  if (bounds !== undefined && (typeof bounds !== "object" || bounds === null))
    throw new ConfigError(`${name} is ${String(bounds)}: it has to be an object, such as { headers: 20_000 }.`, {
      ...(context && { context }),
    });
  for (const [kind, value] of Object.entries(bounds ?? {})) checkBound(value, `${name}.${kind}`, context);
}

function checkBound(value: unknown, name: string, context?: Context): void {
  if (value === undefined || (typeof value === "number" && value >= 0 && value <= LONGEST_MS)) return;
  throw new ConfigError(
    `${name} is ${String(value)}: it has to be milliseconds, from 0, which is no bound, to ${LONGEST_MS}.`,
    { ...(context && { context }) },
  );
}
