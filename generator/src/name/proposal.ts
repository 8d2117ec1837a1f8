import type { Operation } from "../model/api.js";
import type { ListAnswer } from "./answer.js";
import { deedOf, isDeedOnly, verbAndNouns, withoutHolders, type Deed, type Ending } from "./method.js";
import { coversPath, idWords, isCovered, meaningOf, type IdWords } from "./operation-id.js";
import { pathParts, type Part, type PathParts } from "./path.js";
import { ACTION_HOLDERS, HTTP_WORDS, isVerb, WRITING_WORDS } from "./verbs.js";
import { fold, singular, squash } from "./words.js";

/** Words of a name, and the text they came from. */
export interface Phrase {
  readonly words: readonly string[];
  readonly source: string;
}

/** What an operation would like to be called. It depends on nothing but the operation and its tag. */
export interface Proposal {
  /** Empty: a method of the client itself. */
  readonly resource: readonly Phrase[];
  readonly method: readonly string[];
  readonly reason: string;
}

interface Seen {
  readonly operation: Operation;
  readonly answer: ListAnswer;
  readonly path: PathParts;
  readonly id: IdWords | undefined;
}

export function propose(operation: Operation, tag: readonly Phrase[], answer: ListAnswer): Proposal {
  const seen: Seen = { operation, answer, path: pathParts(operation.path), id: idWords(operation) };
  const found = choose(seen, tag);
  // `/query?function=QUOTE`: without an id that tells it from its siblings, the query has to.
  const untold = seen.id === undefined || seen.id.glued;
  return untold ? { ...found, method: [...found.method, ...seen.path.query] } : found;
}

function choose(seen: Seen, tag: readonly Phrase[]): Proposal {
  const fromNamespace = seen.id && seen.id.namespace.length > 0 ? namespaced(seen, seen.id, tag) : undefined;
  if (fromNamespace) return fromNamespace;
  const plain = { ...seen, id: seen.id && withNamespace(seen.id) };
  return tag.length > 0 ? tagged(plain, tag) : untagged(plain);
}

/** `repos/list-for-org` under the tag `repos`, `drive.files.list` under `files`, `charges.list` without a tag. */
function namespaced(seen: Seen, id: IdWords, tag: readonly Phrase[]): Proposal | undefined {
  const spaces = id.namespace.map((words) => ({ words, source: words.join(" ") }));
  const own = tag.at(-1);
  const at = own ? spaces.findIndex((space) => squash(space.words) === squash(own.words)) : 0;
  if (at < 0) return undefined;
  const resource = own ? [...tag, ...spaces.slice(at + 1)] : spaces;
  const words = withoutResource(id, resource.at(-1)?.words ?? []);
  const method = words.length > 0 ? words : deedOf(ending(seen, seen.path.parts, 0)).words;
  return { resource, method, reason: `operationId ${quoted(seen)} has the form resource and method` };
}

/** A namespace that is not the tag's says what the operation is about: `stacks/list` under `pulls` is `listStacks`. */
function withNamespace(id: IdWords): IdWords {
  if (id.namespace.length === 0) return id;
  const said = squash(id.words);
  const space = id.namespace.filter((words) => !said.includes(squash(words))).flat();
  return {
    ...id,
    namespace: [],
    words: [...id.verb, ...space, ...id.words.slice(id.verb.length)],
    verb: id.verb,
    verbAt: id.verb.length > 0 ? 0 : -1,
  };
}

function tagged(seen: Seen, tag: readonly Phrase[]): Proposal {
  const { id, path } = seen;
  const words = tag.flatMap((phrase) => phrase.words);
  const match = matchTag(path.parts, tag);
  const covered =
    id === undefined || (isCovered(id, path, words) && !isDoneBefore(path.parts.slice(0, match?.start), id));
  if (match && covered) {
    const found = nested(tag, path.parts.slice(match.end), ending(seen, path.parts, match.end));
    const method = [...found.method, ...forParent(path.parts.slice(0, match.start), id)];
    return { resource: found.resource, method, reason: `tag ${JSON.stringify(source(tag))} and the path after it` };
  }
  const deed = deedOf(ending(seen, path.parts, -1));
  const echo = id !== undefined && isEcho(id) && isCovered(id, path, []);
  const said = echo ? shortened(seen, id, words, deed) : id;
  if (said !== undefined) {
    const left = withoutResource(said, tag.at(-1)?.words ?? []);
    const method = squash(left) === "get" && !deed.action ? deed.words : left;
    if (method.length > 0)
      return { resource: tag, method, reason: `operationId ${quoted(seen)} under tag ${JSON.stringify(source(tag))}` };
  }
  const literals = path.parts.filter((part) => part.kind !== "param");
  const method = verbAndNouns(deed, literals, new Set(words.map(fold).concat(squash(words))));
  return { resource: tag, method, reason: `method and path under tag ${JSON.stringify(source(tag))}` };
}

function untagged(seen: Seen): Proposal {
  const { id, path, operation } = seen;
  const literals = path.parts.filter((part) => part.kind !== "param");
  const [first] = literals;
  const alone = literals.length === 1 && path.parts.length === 1 ? first : undefined;
  if (!first || (alone && isDeedOnly(alone, operation.method))) {
    const method = first?.words ?? id?.words ?? [operation.method.toLowerCase()];
    return { resource: [], method, reason: first ? "the path is one action" : "the path names no resource" };
  }
  if (id === undefined || isCovered(id, path, []))
    return { ...nested([], path.parts, ending(seen, path.parts, -1)), reason: "method and path" };
  const resource = [{ words: first.words, source: first.text }];
  const method = withoutResource(id, first.words);
  if (method.length === 0)
    return { ...nested([], path.parts, ending(seen, path.parts, -1)), reason: "method and path" };
  return { resource, method, reason: `operationId ${quoted(seen)}; resource from the path` };
}

/**
 * What an id says that has HTTP's verb and words of the path, but not all of them: somebody chose those. `get-new-releases`
 * is better than all that there is in `/browse/new-releases`.
 */
function shortened({ operation, path }: Seen, id: IdWords, tag: readonly string[], deed: Deed): IdWords | undefined {
  if (id.verb[0] !== operation.method.toLowerCase() || coversPath(id, path, tag)) return undefined;
  if (!WRITING_WORDS.has(id.verb[0] ?? "")) return id;
  return deed.action ? undefined : { ...id, words: [...deed.words, ...id.words.slice(1)], verb: deed.words };
}

/** `/simulate/payments/release`: what stands before the resource changes what the operation does, and the id says so. */
function isDoneBefore(before: readonly Part[], id: IdWords): boolean {
  return before.some((part) => part.words.length === 1 && isVerb(part.text) && part.squashed === squash(id.verb));
}

/** Every literal is a resource below the one before it; the last one may be an action. */
function nested(prefix: readonly Phrase[], parts: readonly Part[], end: Ending): Pick<Proposal, "resource" | "method"> {
  const deed = deedOf(end);
  const literals = parts.filter((part, index) => part.kind !== "param" && !isBetween(part, parts[index + 1]));
  const holders = deed.action ? withoutHolders(literals.slice(0, -1)) : literals;
  const resource = [...prefix];
  for (const phrase of phrasesOf(holders))
    if (squash(phrase.words) !== squash(resource.at(-1)?.words ?? [])) resource.push(phrase);
  // `PUT /integrations/{id}/attach/{source_id}`: what is done is no resource, though something follows it. Nor is half of
  // it: `bulk delete` for `/contacts/bulk/delete`.
  const last = squash(resource.at(-1)?.words ?? []);
  if (resource.length > Math.max(prefix.length, 1) && [deed.words, deed.words.slice(0, 1)].map(squash).includes(last))
    resource.pop();
  return { resource, method: deed.words };
}

const PREPOSITIONS = new Set(["by", "for", "from", "in", "of", "on", "to", "with"]);

/** `/users/by/{label}/{id}`: a word that only joins a parameter to what stands before. */
function isBetween(part: Part, next: Part | undefined): boolean {
  return part.kind === "literal" && next?.kind === "param" && PREPOSITIONS.has(part.text.toLowerCase());
}

/** A verb is no resource of its own: `/preview/lines` is `previewLines`. */
function phrasesOf(parts: readonly Part[]): Phrase[] {
  const phrases: Phrase[] = [];
  let verb: Phrase | undefined;
  for (const part of parts) {
    const words = [...(verb?.words ?? []), ...part.words];
    const source = verb ? `${verb.source}/${part.text}` : part.text;
    verb =
      part.words.length === 1 && isVerb(part.words[0] ?? "") && part !== parts.at(-1) ? { words, source } : undefined;
    if (!verb) phrases.push({ words, source });
  }
  return phrases;
}

function ending(seen: Seen, parts: readonly Part[], namedEnd: number): Ending {
  const last = parts.at(-1);
  const { id } = seen;
  return {
    method: seen.operation.method,
    last,
    named: namedEnd === parts.length,
    nested: parts.slice(0, -1).some((part) => part.kind === "literal"),
    afterParam: parts.at(-2)?.kind === "param",
    held: ACTION_HOLDERS.has(parts.at(-2)?.text.toLowerCase() ?? ""),
    answer: seen.answer,
    meaning: id ? meaningOf(id, seen.operation.method) : "",
    others: new Set(id?.words.map((word) => word.toLowerCase())),
    squashed: id === undefined ? "" : id.words.join("").toLowerCase(),
  };
}

/** The literals that a tag names, alone or together: `customFields` for `/custom_fields`, `customer groups` for `/customers/groups`. */
function matchTag(
  parts: readonly Part[],
  tag: readonly Phrase[],
): { readonly start: number; readonly end: number } | undefined {
  const whole = squash(tag.flatMap((phrase) => phrase.words));
  const own = squash(tag.at(-1)?.words ?? []);
  for (const wanted of whole === own ? [whole] : [whole, own])
    for (let start = 0; start < parts.length; start++) {
      let text = "";
      for (let end = start; end < parts.length; end++) {
        const part = parts[end];
        if (!part || part.kind === "param") continue;
        text += part.squashed;
        if (text === wanted && parts[start]?.kind !== "param") return { start, end: end + 1 };
      }
    }
  return undefined;
}

/** `/projects/{id}/tasks` under the tag `tasks`, and the id says so too: tasks are listed for a project. */
function forParent(before: readonly Part[], id: IdWords | undefined): readonly string[] {
  const said = new Set(id?.words.map(fold));
  const parents = before.filter((part, index) => part.kind === "literal" && before[index + 1]?.kind === "param");
  const parent = parents.findLast(
    (part) => id === undefined || said.has(fold(part.words.at(-1) ?? "")) || said.has(part.squashed),
  );
  return parent ? ["for", ...singular(parent.words)] : [];
}

/**
 * The words of an id without the resource's own name: `listPets` under `pets` is `list`, and so is
 * `listGroupRoleAssignments` under `group organization role assignments`.
 */
function withoutResource(id: IdWords, resource: readonly string[]): readonly string[] {
  const { words } = id;
  const whole = squash(resource);
  const known = new Set(resource.map(fold));
  const head = fold(resource.at(-1) ?? "");
  const isVerbAt = (index: number): boolean => index >= id.verbAt && index < id.verbAt + id.verb.length;
  for (let start = 0; start < words.length; start++) {
    if (isVerbAt(start) && words.length > 1) continue;
    for (let end = words.length; end > start; end--) {
      const span = words.slice(start, end);
      const same =
        squash(span) === whole ||
        (span.length > 1 && fold(span.at(-1) ?? "") === head && span.every((word) => known.has(fold(word))));
      const short = start === 0 && end === 1 && words.length > 1 && isShort(words[0] ?? "", whole);
      if (same || short) return tidy([...words.slice(0, start), ...words.slice(end)], id);
    }
  }
  return verbFirst(words, id);
}

/** `repo` for `repository`, at the head of an id. */
function isShort(word: string, resource: string): boolean {
  return word.length >= 3 && resource.length > word.length && resource.startsWith(word.toLowerCase());
}

const DANGLING = new Set(["for", "of", "to", "by", "in", "from", "with", "on", "at", "and", "or"]);

/** No preposition is left hanging where the resource was. */
function tidy(words: readonly string[], id: IdWords): readonly string[] {
  const kept = [...words];
  while (DANGLING.has(kept.at(-1)?.toLowerCase() ?? "")) kept.pop();
  while (DANGLING.has(kept[0]?.toLowerCase() ?? "")) kept.shift();
  return verbFirst(kept, id);
}

function verbFirst(words: readonly string[], id: IdWords): readonly string[] {
  const last = id.verbAt > 0 && words.length > 1 && words.at(-1)?.toLowerCase() === id.verb[0];
  return last ? [...id.verb, ...words.slice(0, -1)] : words;
}

function isEcho(id: IdWords): boolean {
  return id.verb.length === 1 && HTTP_WORDS.has(id.verb[0] ?? "") && id.verbAt === 0;
}

const quoted = (seen: Seen): string => JSON.stringify(seen.operation.operationId);
const source = (tag: readonly Phrase[]): string => tag.map((phrase) => phrase.source).join(" / ");
