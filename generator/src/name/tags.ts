import type { Api, Operation, Tag } from "../model/api.js";
import { wordsOf, shortHash } from "./words.js";
import type { Phrase } from "./proposal.js";

const DEEPEST = 6;

/** The resource that an operation's tag asks for; empty without a tag. */
export function tagReader(
  api: Api,
  given: ReadonlyMap<string, readonly string[]> = new Map(),
): (operation: Operation) => readonly Phrase[] {
  const tags = new Map(api.tags.map((tag) => [tag.name, tag]));
  const known = new Map<string, readonly Phrase[]>();
  return (operation) => {
    const tag = operation.tags.find((one) => one.trim() !== "");
    if (tag === undefined) return [];
    let phrases = known.get(tag);
    if (!phrases) known.set(tag, (phrases = given.get(tag)?.map(phraseOf) ?? withParents(tag, tags)));
    return phrases;
  };
}

const phraseOf = (name: string): Phrase => ({ words: wordsOf(name), source: name });

/** OpenAPI 3.2 tags have parents; others put the levels into the name: `admin.users`. A cycle ends where it closes. */
function withParents(name: string, tags: ReadonlyMap<string, Tag>): readonly Phrase[] {
  const chain: string[] = [];
  for (
    let at: string | undefined = name;
    at !== undefined && !chain.includes(at) && chain.length < DEEPEST;
    at = tags.get(at)?.parent
  )
    chain.unshift(at);
  return chain.flatMap(phrasesOf);
}

function phrasesOf(tag: string): Phrase[] {
  const pieces = /\s/.test(tag.trim()) ? [tag] : tag.split(/[./:\\]+/);
  const phrases = pieces
    .map((piece) => ({ words: withoutKind(wordsOf(piece)), source: piece }))
    .filter((phrase) => phrase.words.length > 0)
    .slice(0, DEEPEST);
  // Nothing in it can stand in a name: emoji, punctuation.
  return phrases.length > 0 ? phrases : [{ words: ["resource", shortHash(tag)], source: tag }];
}

/** `Captures API` and `captures-controller` are captures: what all of an API's tags could end in names nothing. */
function withoutKind(words: readonly string[]): readonly string[] {
  const isKind = words.length > 1 && /^(?:apis?|controllers?)$/i.test(words.at(-1) ?? "");
  return isKind ? words.slice(0, -1) : words;
}
