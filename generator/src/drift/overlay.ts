import type { Json, JsonObject } from "../load/document.js";
import { isObject, member, put } from "../load/json.js";

/** An action of an Overlay 1.0 document. */
export interface Action {
  readonly target: string;
  readonly description?: string;
  readonly update?: Json;
  readonly remove?: true;
}

type Steps = readonly (string | number)[];

/**
 * The actions that make one document of another, by the letter of Overlay 1.0: objects are merged, values are added to
 * the end of lists, and what has to lose something is removed and written anew.
 */
export function actionsBetween(before: Json, after: Json, notes: Notes = new Map()): Action[] {
  return new Comparison(notes).between(before, after, []) ?? [];
}

/** Why objects and lists were changed. */
export type Notes = ReadonlyMap<object, ReadonlySet<string>>;

/** Reasons that one action names. */
const MOST_REASONS = 5;

class Comparison {
  readonly #notes: Notes;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  /** Undefined: this cannot be said of the value in place, so that what holds it has to be written anew. */
  between(before: Json, after: Json, steps: Steps): Action[] | undefined {
    if (before === after) return [];
    if (Array.isArray(before) && Array.isArray(after)) return this.#lists(before, after, steps);
    if (isObject(before) && isObject(after)) return this.#objects(before, after, steps);
    return undefined;
  }

  #lists(before: readonly Json[], after: readonly Json[], steps: Steps): Action[] | undefined {
    if (after.length < before.length) return undefined;
    const actions: Action[] = [];
    for (const [index, item] of before.entries()) {
      const inner = this.between(item, after[index]!, [...steps, index]);
      if (!inner) return undefined;
      actions.push(...inner);
    }
    const added = after.slice(before.length);
    // A list would be taken for several values to add.
    if (added.some((item) => Array.isArray(item))) return undefined;
    return [...actions, ...added.map((item) => this.#update(after, item, steps))];
  }

  #objects(before: JsonObject, after: JsonObject, steps: Steps): Action[] | undefined {
    if (Object.keys(before).some((key) => !Object.hasOwn(after, key))) return undefined;
    const update: JsonObject = {};
    const actions: Action[] = [];
    for (const key of Object.keys(after)) {
      const value = after[key]!;
      const old = member(before, key);
      const inner = old === undefined ? undefined : this.between(old, value, [...steps, key]);
      actions.push(...(inner ?? []));
      if (inner) continue;
      // Lists and objects would be merged, not replaced.
      if (typeof old === "object" && old !== null) actions.push({ target: jsonPath([...steps, key]), remove: true });
      put(update, key, value);
    }
    return Object.keys(update).length === 0 ? actions : [...actions, this.#update(after, update, steps)];
  }

  #update(changed: object, update: Json, steps: Steps): Action {
    const reasons = new Set(this.#notes.get(changed));
    this.#collect(update, reasons);
    const shown = [...reasons].slice(0, MOST_REASONS);
    if (reasons.size > shown.length) shown.push(`and ${reasons.size - shown.length} more`);
    return { target: jsonPath(steps), ...(shown.length > 0 && { description: shown.join("; ") }), update };
  }

  #collect(value: Json, reasons: Set<string>): void {
    if (typeof value !== "object" || value === null) return;
    for (const reason of this.#notes.get(value) ?? []) reasons.add(reason);
    for (const inner of Object.values(value)) this.#collect(inner, reasons);
  }
}

/** `$.paths['/pets'].get`: a normalized path of RFC 9535, with names written short where they may be. */
export function jsonPath(steps: Steps): string {
  return steps.reduce<string>((path, step) => path + segment(step), "$");
}

function segment(step: string | number): string {
  if (typeof step === "number") return `[${step}]`;
  if (/^[A-Za-z_]\w*$/.test(step)) return `.${step}`;
  const escaped = step.replace(/['\\]/g, (char) => `\\${char}`).replace(/[\u0000-\u001f]/g, unicode);
  return `['${escaped}']`;
}

function unicode(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
