import type { Operation } from "../../model/api.js";
import { singular, words } from "../text/words.js";
import type { OperationView } from "../view/operation.js";

/** What an operation is about, read from its path and names. */
export interface Subject {
  /** Words of the last literal segments of the path, singular, nearest first. */
  readonly path: readonly (readonly string[])[];
  /** Words of the operation's id, tags and summary, singular. */
  readonly named: ReadonlySet<string>;
  /** The path ends in `{id}`. */
  readonly endsInParameter: boolean;
  /** The operation says that it lists, finds or searches. */
  readonly lists: boolean;
  /** It reads: `GET`, or a `POST` that says so. */
  readonly reads: boolean;
  /** It says that it returns one thing. */
  readonly single: boolean;
}

const LISTS =
  /\b(?:list(?:s|ing)?|search(?:es)?|find(?:s)?|query|queries|browse|enumerate|all|index|scroll|filter(?:s|ed)?|history|feed|paginat\w*|paged?|collection of|array of|set of)\b/;
const READS =
  /(?:^| )(?:list|search|query|find|filter|read|lookup|get|fetch|scroll|retrieve|browse|select|export|scan|report|history|batch get|recommend|discover|explore|analytics|all)(?: |$)/;
const SINGLE =
  /^(?:get|retrieve|fetch|show|find|read|return|view|describe|look ?up)s? (?:\w+ )?(?:a|an|one|single|the (?:single|current|authenticated)|information (?:on|about|for) (?:a|an|the)|details (?:of|about|for|on) (?:a|an|the)?|specific)\b/;

export function subjectOf({ operation, text }: OperationView): Subject {
  const all = segments(operation);
  const literals = all.filter((segment) => !segment.includes("{"));
  const last = all.at(-1) ?? "";
  const named = new Set(
    [operation.operationId ?? "", ...operation.tags, operation.summary?.slice(0, 120) ?? ""]
      .flatMap(words)
      .map(singular),
  );
  const title = words(`${operation.operationId ?? ""} ${literals.slice(-2).join(" ")} ${operation.summary ?? ""}`).join(
    " ",
  );
  const get = operation.method === "GET" || operation.method === "QUERY";
  return {
    path: literals
      .slice(-3)
      .toReversed()
      .map((segment) => words(segment).map(singular)),
    named,
    endsInParameter: /^\{[^}]*\}$/.test(last),
    lists: LISTS.test(title) || LISTS.test(text.slice(0, 240)),
    reads: get || (operation.method === "POST" && READS.test(title)),
    single: SINGLE.test((operation.summary ?? operation.description ?? "").slice(0, 200).toLowerCase()),
  };
}

const segments = (operation: Operation): readonly string[] =>
  operation.path.split(/[/:]/).filter((segment) => segment !== "");
