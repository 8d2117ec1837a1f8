import type { Selection } from "../../config/config.js";
import { nearest } from "../../report/nearest.js";
import type { JsonObject } from "../document.js";
import { isObject } from "../json.js";
import { operationsOf } from "../repair/path-item.js";
import type { Session } from "../session.js";
import { glob } from "./glob.js";

type List = "tags" | "paths" | "operations";
const LISTS: readonly List[] = ["tags", "paths", "operations"];

/** One pattern of the configuration. */
interface Pattern {
  readonly list: List;
  readonly text: string;
  readonly fits: (text: string) => boolean;
  matched: boolean;
}

/** What patterns look at. */
interface Candidate {
  readonly key: string;
  readonly words: { readonly [list in List]: readonly string[] };
  readonly deprecated: boolean;
}

/**
 * The operations that the configuration asks for. One is kept when it fits every list of `include` that is given and no
 * list of `exclude`. Serves all documents of a run, so that a pattern is reported only when none has what it asks for.
 */
export class Selector {
  readonly #include: readonly Pattern[];
  readonly #exclude: readonly Pattern[];
  readonly #deprecated: boolean;
  readonly #seen: { readonly [list in List]: Set<string> } = {
    tags: new Set(),
    paths: new Set(),
    operations: new Set(),
  };
  #kept = 0;
  #left = 0;

  constructor(readonly session: Session) {
    const { include, exclude } = session.config;
    this.#include = patternsOf(include);
    this.#exclude = patternsOf(exclude);
    this.#deprecated = include?.deprecated !== false && exclude?.deprecated !== true;
  }

  /** Whether the configuration asks for anything at all. */
  get active(): boolean {
    return this.#include.length > 0 || this.#exclude.length > 0 || !this.#deprecated;
  }

  /** Removes from a document the operations and webhooks that are not asked for. */
  apply(root: JsonObject): void {
    for (const section of ["paths", "webhooks"]) {
      const items = root[section];
      if (!isObject(items)) continue;
      for (const path of Object.keys(items)) {
        const item = items[path];
        if (isObject(item) && this.#applyItem(path, item, section)) delete items[path];
      }
    }
  }

  /** Reports patterns that fit no operation of any document. @throws StopError when no operation is left at all */
  finish(): void {
    for (const [name, patterns] of [
      ["include", this.#include],
      ["exclude", this.#exclude],
    ] as const) {
      for (const { list, text, matched } of patterns) {
        if (matched) continue;
        const guess = nearest(text, this.#seen[list]);
        this.session.add("warn", {
          code: "load/filter-unmatched",
          message: `\`${name}.${list}\` asks for \`${text}\`, which no operation of the document has.`,
          fix: guess === undefined ? "Check it against the document." : `Did you mean \`${guess}\`?`,
        });
      }
    }
    if (this.#kept > 0 || this.#left === 0) return;
    this.session.stop({
      code: "load/nothing-left",
      message: `\`include\` and \`exclude\` leave none of the ${this.#left} operations of the document.`,
      fix: "Check the filters; `codegen inspect` shows operations with their tags and paths.",
    });
  }

  /** True when nothing of the path item is left. */
  #applyItem(path: string, item: JsonObject, section: string): boolean {
    const operations = operationsOf(item);
    let left = operations.length;
    for (const [operation, steps] of operations) {
      const method = steps.at(-1)!;
      const candidate = candidateOf(operation, method.toUpperCase(), path, section === "webhooks");
      const reason = this.#reason(candidate);
      if (reason === undefined) {
        this.#kept++;
        continue;
      }
      this.#left++;
      this.session.skipped.push({ key: candidate.key, reason });
      const home = steps.length === 1 ? item : (item.additionalOperations as JsonObject);
      delete home[method];
      left--;
    }
    return operations.length > 0 && left === 0;
  }

  /** Why an operation is left out; undefined when it is kept. */
  #reason({ words, deprecated }: Candidate): string | undefined {
    for (const list of LISTS) for (const word of words[list]) this.#seen[list].add(word);
    const fits = (pattern: Pattern) => {
      const fit = words[pattern.list].some(pattern.fits);
      if (fit) pattern.matched = true;
      return fit;
    };
    // Every pattern is tried, so that each is known to fit something.
    const included = new Set(this.#include.filter(fits).map(({ list }) => list));
    const excluded = this.#exclude.filter(fits);
    const missing = LISTS.find((list) => !included.has(list) && this.#include.some((pattern) => pattern.list === list));
    if (excluded.length > 0) return `\`exclude.${excluded[0]!.list}\` has \`${excluded[0]!.text}\``;
    if (missing !== undefined) return `not in \`include.${missing}\``;
    return deprecated && !this.#deprecated ? "deprecated" : undefined;
  }
}

function patternsOf(selection: Selection | undefined): Pattern[] {
  return LISTS.flatMap((list) =>
    (selection?.[list] ?? []).map((text) => {
      // Methods are written in any case: `get /pets`.
      const written = list === "operations" ? text.replace(/^[a-z]+(?= \/)/i, (method) => method.toUpperCase()) : text;
      return { list, text, fits: glob(written), matched: false };
    }),
  );
}

function candidateOf(operation: JsonObject, method: string, path: string, webhook: boolean): Candidate {
  const { operationId, tags, deprecated } = operation;
  const key = webhook ? path : `${method} ${path}`;
  return {
    key,
    deprecated: deprecated === true,
    words: {
      tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
      paths: webhook ? [] : [path],
      operations: typeof operationId === "string" ? [operationId, key] : [key],
    },
  };
}
