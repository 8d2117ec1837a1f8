import type { RequestShape } from "./redaction.js";
import { REDACTED } from "./secrets.js";

/** How far a request is from a recorded one, and in what; nothing: it is the same. */
export interface Difference {
  readonly distance: number;
  /** One line each. */
  readonly lines: readonly string[];
}

const LONGEST = 120;

/** Compares what a fixture compares: method, origin, path, query and body. */
export function difference(recorded: RequestShape, sent: RequestShape): Difference {
  const [recordedPath, recordedQuery] = split(recorded.path);
  const [sentPath, sentQuery] = split(sent.path);
  const lines: string[] = [];
  let distance = 0;
  const compare = (what: string, a: unknown, b: unknown, weight: number): void => {
    if (isSame(a, b)) return;
    distance += weight;
    lines.push(`${what}: recorded ${shown(a)}, sent ${shown(b)}`);
  };
  compare("method", recorded.method.toUpperCase(), sent.method.toUpperCase(), 4);
  if (!sameScope(recorded.scope, sent.scope)) compare("server", recorded.scope, sent.scope, 8);
  const away = pathDistance(recordedPath, sentPath);
  if (away > 0) compare("path", recordedPath, sentPath, away);
  for (const name of new Set([...recordedQuery.keys(), ...sentQuery.keys()])) {
    compare(`query ${name}`, list(recordedQuery, name), list(sentQuery, name), 1);
  }
  for (const one of bodyDifferences(comparable(recorded.body), comparable(sent.body))) {
    compare(`body${one.at === "" ? "" : ` ${one.at}`}`, one.recorded, one.sent, 1);
  }
  return { distance, lines };
}

/** What was a secret may be another one now. */
function isSame(recorded: unknown, sent: unknown): boolean {
  return recorded === sent || (recorded === REDACTED && sent !== undefined);
}

function split(path: string): [string, Map<string, string[]>] {
  const mark = path.indexOf("?");
  const query = new Map<string, string[]>();
  if (mark < 0) return [path, query];
  for (const [name, value] of new URLSearchParams(path.slice(mark + 1))) {
    const values = query.get(name);
    if (values) values.push(value);
    else query.set(name, [value]);
  }
  return [path.slice(0, mark), query];
}

function list(query: ReadonlyMap<string, readonly string[]>, name: string): string | undefined {
  return query.get(name)?.join(", ");
}

/** The port of a server on this machine is another one each time. */
function sameScope(a: string, b: string): boolean {
  return a === b || (isLoopback(a) && isLoopback(b));
}

export function isLoopback(scope: string): boolean {
  return /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::|$)/.test(scope);
}

function pathDistance(a: string, b: string): number {
  const [one, other] = [a.split("/"), b.split("/")];
  const longer = Math.max(one.length, other.length);
  let distance = 0;
  for (let at = 0; at < longer; at++) if (!isSame(one[at], other[at])) distance += 2;
  return distance;
}

/** A body as data: forms are told apart by their members, JSON that was kept as text is read. */
function comparable(body: unknown): unknown {
  if (typeof body !== "string") return body;
  if (/^\s*[[{]/.test(body)) {
    try {
      return JSON.parse(body) as unknown;
    } catch {
      return body;
    }
  }
  // Nock compares without line ends, which differ from one system to another.
  return body.replace(/\r\n?/g, "\n");
}

interface BodyDifference {
  readonly at: string;
  readonly recorded: unknown;
  readonly sent: unknown;
}

function bodyDifferences(recorded: unknown, sent: unknown, at = ""): BodyDifference[] {
  if (isSame(recorded, sent)) return [];
  if (!isObject(recorded) || !isObject(sent) || Array.isArray(recorded) !== Array.isArray(sent)) {
    return [{ at, recorded, sent }];
  }
  const keys = new Set([...Object.keys(recorded), ...Object.keys(sent)]);
  return [...keys].flatMap((key) => bodyDifferences(own(recorded, key), own(sent, key), `${at}/${key}`));
}

function own(value: { readonly [key: string]: unknown }, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
  if (value === undefined || value === "") return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
