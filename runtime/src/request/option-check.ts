import { ConfigError } from "../errors/config-error.js";
import type { CallOptions, ClientOptions } from "../options.js";
import type { Context } from "./context.js";
import { isObject, type Shape } from "./option-rule.js";
import { CALL, CLIENT } from "./option-shapes.js";

/** What other SDKs call them, and what else comes to mind; the first that there is counts. */
const ELSEWHERE: { readonly [name: string]: readonly string[] } = {
  apikey: ["auth"],
  token: ["auth"],
  accesstoken: ["auth"],
  credentials: ["auth"],
  base_url: ["baseUrl"],
  basepath: ["baseUrl"],
  serverurl: ["baseUrl"],
  timeoutms: ["timeout"],
  maxretries: ["retry", "retries"],
  retries: ["retry"],
  retryconfig: ["retry"],
  attempts: ["retries"],
  maxattempts: ["retries"],
  limit: ["retries", "concurrency"],
  defaultheaders: ["headers"],
  response: ["headers"],
  answers: ["responses"],
  fetchoptions: ["fetch"],
  abortsignal: ["signal"],
};

/** Whose options are judged, and of which call. */
interface Owner {
  readonly name: string;
  readonly context?: Context;
}

/**
 * Refuses options that a client does not have, at any depth, and values that none of them can be: a misspelt `baseUrl`
 * would send calls to the real API, and a misspelt `validate.responses` would check nothing.
 *
 * @throws ConfigError
 */
export function checkClientOptions(api: string, options: ClientOptions): void {
  checkMembers({ name: api }, options, CLIENT);
}

/** The same for the options of a call. @throws ConfigError */
export function checkCallOptions(context: Context, options: CallOptions): void {
  checkMembers({ name: context.operation.id, context }, options, CALL);
}

/** `path`: of the object, with a dot at its end. */
function checkMembers(owner: Owner, options: object, shape: Shape, path = ""): void {
  for (const name of Object.keys(options)) {
    const value = (options as { readonly [name: string]: unknown })[name];
    if (value === undefined) continue;
    const rule = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!rule) throw unknown(owner, name, shape, path);
    if (!rule.fits(value)) throw refused(owner, `${path}${name} is ${shown(value)}: it has to be ${rule.want}.`);
    if (rule.members && isObject(value)) checkMembers(owner, value, rule.members, `${path}${name}.`);
  }
}

function unknown(owner: Owner, name: string, shape: Shape, path: string): ConfigError {
  const names = Object.keys(shape);
  const meant = meantBy(name, names);
  // What stands at the top is too much for a line, and in the documentation.
  const known = path === "" ? "" : `; there is ${names.join(", ")}`;
  const hint = meant === undefined ? known : `; did you mean "${path}${meant}"?`;
  return refused(owner, `${owner.name}: there is no option "${path}${name}"${hint}`);
}

function refused({ context }: Owner, message: string): ConfigError {
  return new ConfigError(message, { ...(context && { context }) });
}

function meantBy(name: string, known: readonly string[]): string | undefined {
  const plain = name.toLowerCase();
  const spellings = [plain, `${plain}s`, plain.replace(/s$/, "")];
  const same = known.find((one) => spellings.includes(one.toLowerCase()));
  const aliases = Object.hasOwn(ELSEWHERE, plain) ? ELSEWHERE[plain]! : [];
  return same ?? aliases.find((one) => known.includes(one)) ?? known.find((one) => isSlip(plain, one.toLowerCase()));
}

/** Whether two words differ by one slip of the finger: a letter more, less, another, or two that changed places. */
function isSlip(one: string, other: string): boolean {
  if (one.length < 4 || Math.abs(one.length - other.length) > 1) return false;
  let [start, end] = [0, 0];
  while (start < one.length && one[start] === other[start]) start++;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return Math.max(left.length, right.length) < 2 || (left.length === 2 && left === [...right].toReversed().join(""));
}

/** Text that is more than a word may be a secret in a wrong place. */
function shown(value: unknown): string {
  if (typeof value === "string") return /^[\w .+-]{0,16}$/.test(value) ? JSON.stringify(value) : "text";
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
