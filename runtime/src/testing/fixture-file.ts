import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { difference, isLoopback } from "./difference.js";
import type { RecordedExchange } from "./exchange.js";
import { FixtureError } from "./fixture-error.js";

/** Where the fixture of a name is. @throws FixtureError for a name that leads out of the folder */
export function fixturePath(folder: string, name: string): string {
  const root = resolve(folder);
  const path = resolve(join(root, `${name}.json`));
  if (name === "" || name.includes("\0") || !path.startsWith(root + sep)) {
    throw new FixtureError(`"${name}" is no name of a fixture: it must name a file inside ${folder}`);
  }
  return path;
}

/** Undefined: there is no such file. */
export async function readFixture(path: string): Promise<RecordedExchange[] | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new FixtureError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) throw new TypeError("it is not a list of exchanges");
    return value.map(readExchange);
  } catch (error) {
    throw new FixtureError(
      `${path} is no fixture: ${(error as Error).message}; record it anew with SDKWRIGHT_FIXTURES=update`,
    );
  }
}

/** Whole or not at all. */
export async function writeFixture(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { flag: "wx" });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** What nock's recorder writes, in any of its versions. */
function readExchange(value: unknown, index: number): RecordedExchange {
  const given = (typeof value === "object" && value !== null ? value : {}) as { readonly [key: string]: unknown };
  const { scope, path, method = "GET", body = "", status = 200, response = "", rawHeaders, headers } = given;
  if (typeof scope !== "string" || typeof path !== "string" || typeof method !== "string") {
    throw new TypeError(`exchange ${index + 1} needs scope, method and path`);
  }
  return {
    scope,
    method: method.toUpperCase(),
    path,
    body,
    status: Number(status),
    response,
    rawHeaders: fieldsOf(rawHeaders ?? headers),
    responseIsBinary: given["responseIsBinary"] === true,
  };
}

/** A record, or names and values in turn. */
function fieldsOf(given: unknown): { [name: string]: string | string[] } {
  const pairs: [string, unknown][] = Array.isArray(given)
    ? given.flatMap((name, at): [string, unknown][] => (at % 2 === 0 ? [[String(name), given[at + 1]]] : []))
    : Object.entries((given ?? {}) as object);
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    fields.set(key, [...(fields.get(key) ?? []), ...[value].flat().map(String)]);
  }
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}

/** Headers that say another thing each time although nothing has changed. */
const VOLATILE = /^(?:etag|last-modified|retry-after|set-cookie|x-.*(?:id|time)|.*rate-?limit.*)$/i;

/**
 * A new recording in the order and with the volatile headers of an old one, wherever it says the same: a fixture that is
 * recorded again changes only where the API has.
 */
export function settled(
  recorded: readonly RecordedExchange[],
  old: readonly RecordedExchange[],
): readonly RecordedExchange[] {
  const left = new Map(old.entries());
  const placed = recorded.map((exchange, order) => {
    const [place, same] = [...left].find(([, one]) => isSameCall(one, exchange)) ?? [];
    if (place !== undefined) left.delete(place);
    const kept = same && isSameAnswer(same, exchange) ? same : exchange;
    return { kept, place: place ?? Infinity, order };
  });
  return placed.toSorted((a, b) => compare(a.place, b.place) || a.order - b.order).map(({ kept }) => kept);
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

function isSameCall(a: RecordedExchange, b: RecordedExchange): boolean {
  return (a.scope === b.scope || (isLoopback(a.scope) && isLoopback(b.scope))) && difference(a, b).distance === 0;
}

function isSameAnswer(a: RecordedExchange, b: RecordedExchange): boolean {
  const facts = ({ status, response, responseIsBinary, rawHeaders, body, path }: RecordedExchange): string =>
    JSON.stringify({
      call: [body, path],
      answer: [status, response, responseIsBinary],
      headers: Object.entries(rawHeaders).filter(([name]) => !VOLATILE.test(name)),
    });
  return facts(a) === facts(b);
}
