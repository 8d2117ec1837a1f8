import type { Operation } from "../model/api.js";
import { pathParts, type PathParts } from "./path.js";
import { ADJUNCTS, FILLERS, HTTP_WORDS, isVerb, mayBeVerb, SYNONYMS, WRITING_WORDS } from "./verbs.js";
import { fold, isPlural, squash, wordsOf } from "./words.js";

/** What an operationId says. */
export interface IdWords {
  /** `["drive", "files"]` of `drive.files.list`; empty where the id has no structure of its own. */
  readonly namespace: readonly (readonly string[])[];
  /** The words of its last part; articles are left out. */
  readonly words: readonly string[];
  /** `create`, `create or update`. Empty: the id has no verb. */
  readonly verb: readonly string[];
  /** Where the verb stands in `words`; -1: nowhere. */
  readonly verbAt: number;
  readonly glued: boolean;
}

const ARTICLES = new Set(["a", "an", "the"]);
const VERSION = /^v\d+$/i;
/** `UsersController_findOne`, `UsersControllerV1_findOne`, `Builds_List`, `UserService_GetUser`. */
const GROUPED =
  /^(\p{Lu}[\p{L}\p{Nd}]*?)(?:(?:Controller|Service|Resource|Handler|Api)(?:V\d+)?)?_(\p{L}[\p{L}\p{Nd}]*)$/u;

/** `getPetUsingGET_1`: a framework's way to tell overloaded functions apart. */
const SPRINGFOX = /(?<=.)Using(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)(?:_\d+)?$/;

export function idWords(operation: Operation): IdWords | undefined {
  const id = operation.operationId;
  if (id === undefined || id.trim() === "") return undefined;
  const parts = split(withoutPath(id.replace(SPRINGFOX, ""), operation)).filter((part) => part.length > 0);
  const said = (parts.pop() ?? []).filter((word, index, all) => !isNoise(word, index, all));
  const words = withoutMethod(withoutProduct(said, operation), operation);
  if (words.length === 0) return undefined;
  const namespace = parts.filter((part) => !VERSION.test(part.join("")));
  if (GLUED.test(id)) return { namespace, words, verb: gluedVerb(id), verbAt: -1, glued: true };
  const { verb, verbAt } = verbOf(words, operation);
  const plain = verb.length === 1 ? [plainVerb(verb[0] ?? "", operation.method)] : verb;
  return {
    namespace,
    words: verbAt < 0 ? words : [...words.slice(0, verbAt), ...plain, ...words.slice(verbAt + verb.length)],
    verb: plain,
    verbAt,
    glued: false,
  };
}

/** Words run together, `Getorganizationspendlimit`: nothing can be read from them but the verb in front. */
const GLUED = /\p{Ll}{15,}/u;

function gluedVerb(id: string): readonly string[] {
  const verb = /^(?:get|list|create|update|delete)(?=\p{Ll}{4})/iu.exec(id)?.[0];
  return verb === undefined ? [] : [verb.toLowerCase()];
}

/** `retrieve` is `get` in the vocabulary of all SDKs, where the HTTP method says the same. */
function plainVerb(verb: string, method: string): string {
  return SYNONYMS.get(method)?.get(verb) ?? verb;
}

/** Some frameworks append path and method to the name of a function; some vendors put the path itself into the id. */
function withoutPath(id: string, operation: Operation): string {
  const method = `_${operation.method.toLowerCase()}`;
  if (id.toLowerCase().endsWith(method)) {
    const tail = `${operation.path.replace(/\W/g, "_")}${method}`;
    if (tail.length > 5 && id.toLowerCase().endsWith(tail.toLowerCase())) return id.slice(0, -tail.length);
  }
  if (operation.path.length > 2 && id.includes(operation.path)) {
    const [before = "", after = ""] = id.split(operation.path, 2);
    const named = after.replace(/^[_-]+/, "");
    return /^\p{L}+$/u.test(named) ? named : before;
  }
  return id;
}

/** `creditCardsGetAccountsAccountIdBills`: after the name of the product it is method and path, spelt out. */
function withoutProduct(words: readonly string[], { method, path }: Operation): readonly string[] {
  const at = words.findIndex((word) => word.toLowerCase() === method.toLowerCase());
  if (at < 1) return words;
  const tail = words.slice(at + 1).map(fold);
  const { parts } = pathParts(path);
  const literals = parts.filter((part) => part.kind !== "param").flatMap((part) => part.words.map(fold));
  const all = parts.flatMap((part) => part.words.map(fold));
  const known = new Set(all);
  const names = parts.filter((part) => part.kind === "param").map((part) => part.words.map(fold).join(" "));
  const spelt = tail.join(" ");
  const isPath = spelt === literals.join(" ") || spelt === all.join(" ");
  const namesParameters = tail.length > 2 && names.some((name) => name.includes(" ") && spelt.includes(name));
  return isPath || (namesParameters && tail.every((word) => known.has(word))) ? words.slice(at) : words;
}

function split(id: string): (readonly string[])[] {
  if (/\s/.test(id)) return [wordsOf(id)];
  const pieces = id.split(/[/.:#]+/).filter((piece) => piece !== "");
  const last = pieces.at(-1) ?? "";
  const grouped = GROUPED.exec(last);
  const group = grouped?.[1] ?? "";
  if (grouped && !isVerb(wordsOf(group)[0] ?? "")) pieces.splice(-1, 1, group, grouped[2] ?? "");
  return pieces.map(wordsOf);
}

function isNoise(word: string, index: number, all: readonly string[]): boolean {
  const lower = word.toLowerCase();
  return ARTICLES.has(lower) || (index === all.length - 1 && index > 0 && (lower === "method" || lower === "endpoint"));
}

/** `postSimulateVoid` is `simulateVoid`: the HTTP method in front of a verb says nothing. */
function withoutMethod(words: readonly string[], { path }: Operation): readonly string[] {
  const [first = "", second = ""] = words.map((word) => word.toLowerCase());
  const twice = words.length > 2 && WRITING_WORDS.has(first) && isVerb(second) && !ADJUNCTS.has(second);
  // `postUninstallTasks` for `/UninstallTasks`: a thing that is called after what it does.
  const isThing = pathParts(path).parts.some((part) => part.words.length > 1 && fold(part.words[0] ?? "") === second);
  return twice && !isThing ? words.slice(1) : words;
}

/** The verb comes first (`listPets`), with company (`createOrUpdate`), or last (`pets_list`, `ContainerInspect`). */
function verbOf(words: readonly string[], { method, path }: Operation): Pick<IdWords, "verb" | "verbAt"> {
  const [first = "", second = "", third = ""] = words.map((word) => word.toLowerCase());
  const isThing = words.length > 1 && isVerb(words.at(-1) ?? "") && standsInPath(first, path);
  if (mayBeVerb(first) && !isThing && !(isPlural(first) && words.length > 1)) {
    const company =
      (second === "or" || second === "and") && mayBeVerb(third) ? 3 : first === "bulk" && mayBeVerb(second) ? 2 : 1;
    return { verb: words.slice(0, company).map((word) => word.toLowerCase()), verbAt: 0 };
  }
  const last = words.at(-1)?.toLowerCase() ?? "";
  if (words.length > 1 && isVerb(last)) return { verb: [last], verbAt: words.length - 1 };
  if (words.length > 1 && HTTP_WORDS.has(last) && last === method.toLowerCase())
    return { verb: [last], verbAt: words.length - 1 };
  return { verb: [], verbAt: -1 };
}

/** `check_create` for `/checks`: what could be a verb is what the path holds. */
function standsInPath(word: string, path: string): boolean {
  const segments = path.toLowerCase().split(/[^\p{L}]+/u);
  return segments.some((segment) => isPlural(segment) && fold(segment) === word);
}

/** Whether the id says no more than method and path do, its verb aside. */
export function isCovered(id: IdWords, path: PathParts, tag: readonly string[]): boolean {
  if (id.glued) return true;
  const known = new Set(tag.map(fold));
  const squashed = new Set<string>([squash(tag)]);
  for (const part of path.parts) {
    for (const word of part.words) known.add(fold(word));
    squashed.add(part.squashed);
  }
  const words = id.words.filter((_, index) => index < id.verbAt || index >= id.verbAt + id.verb.length);
  for (let index = 0; index < words.length; index++) {
    const span = [3, 2].find(
      (length) => index + length <= words.length && squashed.has(squash(words.slice(index, index + length))),
    );
    if (span !== undefined) index += span - 1;
    else if (!isKnown(words[index] ?? "", known, squashed)) return false;
  }
  return true;
}

/** Whether the id has every literal of the path, or no noun at all: `get_users_roles` for `/users/{id}/roles`, as tools make them. */
export function coversPath(id: IdWords, path: PathParts, tag: readonly string[]): boolean {
  if (id.words.length === id.verb.length) return true;
  const said = new Set([...id.words, ...tag].map(fold));
  const text = squash(id.words);
  return path.parts.every(
    (part) =>
      part.kind === "param" || text.includes(part.squashed) || part.words.every((word) => isKnown(word, said, said)),
  );
}

function isKnown(word: string, known: ReadonlySet<string>, squashed: ReadonlySet<string>): boolean {
  const folded = fold(word);
  if (known.has(folded) || squashed.has(folded) || FILLERS.has(folded) || VERSION.test(word)) return true;
  if (folded.length < 3) return false;
  // `org` for `organization`.
  for (const other of known)
    if (other.startsWith(folded) || (other.length >= 4 && folded.startsWith(other))) return true;
  return false;
}

/** The id's verb, if it says more than the HTTP method. */
export function meaningOf(id: IdWords, method: string): string {
  const verb = id.verb.join(" ");
  if (id.verb.length === 1 && HTTP_WORDS.has(verb) && verb === method.toLowerCase() && verb !== "delete") return "";
  return verb;
}
