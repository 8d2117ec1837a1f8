import type { ListAnswer } from "./answer.js";
import type { Part } from "./path.js";
import { ACTION_HOLDERS, ADJUNCTS, AMBIGUOUS, HTTP_WORDS, isVerb, mayBeVerb } from "./verbs.js";
import { fold, isPlural, pascal, singular } from "./words.js";

/** What the end of a path, the HTTP method and the operationId's verb say together. */
export interface Deed {
  /** Words of the method: `list`, `pay`, `update status`. */
  readonly words: readonly string[];
  /** The last literal is the action itself, and no resource. */
  readonly action: boolean;
}

export interface Ending {
  readonly method: string;
  readonly last: Part | undefined;
  /** The last literal stands for the resource that a tag names. */
  readonly named: boolean;
  /** There is a resource above the last literal. */
  readonly nested: boolean;
  /** A parameter stands before the last literal. */
  readonly afterParam: boolean;
  /** What stands before the last literal only holds actions. */
  readonly held: boolean;
  readonly answer: ListAnswer;
  /** The operationId's verb in our words, or "". */
  readonly meaning: string;
  /** The operationId's words, in lower case. */
  readonly others: ReadonlySet<string>;
  /** The same run together. */
  readonly squashed: string;
}

const CRUD = new Set(["list", "get", "create", "update", "replace", "delete"]);
/** Nouns for things of which there is one: written to, not added to. */
const SINGLETONS = new Set(
  "account address analytics balance config configuration info limit limits me metrics news preference preferences profile retention setting settings state stats status summary".split(
    " ",
  ),
);

export function deedOf(end: Ending): Deed {
  const { last } = end;
  if (last && last.kind !== "param" && !end.named && isAction(end, last)) {
    const words = end.method === "DELETE" && !isVerb(last.words[0] ?? "") ? ["delete", ...last.words] : last.words;
    // `bulkCreateContacts` for `POST /contacts/bulk`: the literal is half of what is done.
    const said = end.meaning.split(" ");
    return {
      words: said.length > 1 && words.length === 1 && said.includes(fold(words[0] ?? "")) ? said : words,
      action: true,
    };
  }
  const plain = plainDeed(end);
  // `GET /orders/{id}/refund` beside `POST`, which refunds: a resource `refund` would stand in the way of the method.
  const first = last?.words[0] ?? "";
  if (
    last?.kind === "literal" &&
    !end.named &&
    end.nested &&
    last.words.length === 1 &&
    mayBeVerb(first) &&
    !isPlural(first)
  )
    return { words: [...override(plain, end.meaning), ...last.words], action: true };
  // `downloadFile` for `/files/{id}/content`: what is read is a part of the file, not a resource of its own.
  const part = last?.kind === "literal" && end.afterParam && !end.named && plain[0] === "get" && end.method === "GET";
  if (part && end.meaning !== "" && !CRUD.has(end.meaning))
    return { words: [...end.meaning.split(" "), ...last.words], action: true };
  return { words: override(plain, end.meaning), action: false };
}

function isAction(end: Ending, last: Part): boolean {
  if (last.kind === "verb" || (end.held && end.method === "POST")) return true;
  const [first = ""] = last.words.map((word) => word.toLowerCase());
  const tail = last.words.at(-1) ?? "";
  if (end.meaning !== "" && first === end.meaning) return true;
  // `createSpeech` for `/audio/speech`: the id says that the literal is a thing.
  if (CRUD.has(end.meaning) && end.squashed.includes(last.squashed)) return false;
  if (last.words.length === 2 && SINGLETONS.has(tail.toLowerCase()) && !isVerb(first)) return false;
  if (isVerb(first) && !(isPlural(tail) && (last.words.length === 1 || ADJUNCTS.has(first)))) return true;
  if (end.method !== "POST" && end.method !== "PUT") return false;
  // `add-to-queue` for `/player/queue`: the id has a verb of its own, so that this is none.
  const own = isVerb(end.meaning) && !HTTP_WORDS.has(end.meaning) && end.squashed.includes(last.squashed);
  if (own && last.words.length === 1 && AMBIGUOUS.has(first)) return false;
  if (AMBIGUOUS.has(first)) return last.words.length > 1 ? !isPlural(tail) : true;
  return (
    end.method === "POST" && end.afterParam && last.words.length === 1 && !isPlural(first) && !SINGLETONS.has(first)
  );
}

function plainDeed(end: Ending): readonly string[] {
  const item = end.last?.kind === "param";
  const word = end.last?.words.at(-1)?.toLowerCase() ?? "";
  const one = SINGLETONS.has(word) || SINGLETONS.has(end.last?.words.join("").toLowerCase() ?? "");
  const plural = isPlural(word) || [...end.others].some((other) => other !== word && fold(other) === fold(word));
  const many = !item && !one && (plural || end.answer === "list");
  switch (end.method) {
    case "GET":
      if (item) return ["get"];
      if (end.meaning === "get" && !plural) return ["get"];
      return end.answer === "list" || end.meaning === "list" || (many && end.answer !== "no") ? ["list"] : ["get"];
    case "POST":
      return item || one ? ["update"] : ["create"];
    case "PUT":
      return many ? ["replace", "all"] : ["replace"];
    case "PATCH":
      return many ? ["update", "all"] : ["update"];
    case "DELETE":
      return many ? ["delete", "all"] : ["delete"];
    default:
      return [end.method.toLowerCase()];
  }
}

/** The id's verb wins where it says something else than the HTTP method does. */
function override(plain: readonly string[], meaning: string): readonly string[] {
  const [verb = "", ...rest] = plain;
  if (meaning === "" || meaning === verb) return plain;
  if (meaning === "get" && verb === "list") return plain;
  if (meaning === "put" || meaning === "post") return plain;
  return CRUD.has(meaning) ? [meaning, ...rest] : meaning.split(" ");
}

/** Literals that only hold actions say nothing: `/servers/{id}/actions/reboot`. */
export function withoutHolders(parts: readonly Part[]): readonly Part[] {
  const last = parts.at(-1);
  return last?.kind === "literal" && parts.length > 1 && ACTION_HOLDERS.has(last.text.toLowerCase())
    ? parts.slice(0, -1)
    : parts;
}

/** Verb and nouns, for a path that its tag does not speak of: `createApplePaySession`. */
export function verbAndNouns(deed: Deed, literals: readonly Part[], tag: ReadonlySet<string>): readonly string[] {
  if (deed.action) return deed.words;
  const many = deed.words[0] === "list" || deed.words[1] === "all";
  const nouns = literals.filter((part) => !tag.has(part.squashed));
  const words = nouns.flatMap((part, index) =>
    many && index === nouns.length - 1 ? part.words : singular(part.words),
  );
  return [...deed.words, ...words.map((word) => pascal([word]))];
}

/** A lone word or phrase that only does, for operations that belong to no resource: `/sendMessage`. */
export function isDeedOnly(part: Part, method: string): boolean {
  const [first = ""] = part.words;
  const plural = isPlural(part.words.at(-1) ?? "");
  if (part.words.length === 1) return isVerb(first) && !plural;
  if (plural && ADJUNCTS.has(first.toLowerCase())) return false;
  const changes = method === "POST" || method === "PUT";
  return isVerb(first) || (changes && mayBeVerb(first) && /\p{Ll}\p{Lu}/u.test(part.text) && !plural);
}
