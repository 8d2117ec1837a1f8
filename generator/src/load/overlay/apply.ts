import { exec } from "jsonpath-rfc9535";
import type { Json, JsonObject } from "../document.js";
import { copy as copyOf, isObject, member, put } from "../json.js";
import { below, toPointer } from "../pointer.js";
import type { Origin, Origins } from "../origin.js";
import type { Session } from "../session.js";
import type { Source } from "../source/source.js";
import type { Action, Overlay } from "./read.js";

/** A node that a JSONPath found. */
interface Match {
  readonly value: Json;
  readonly steps: readonly (string | number)[];
}

/** Applies an overlay to a document, in place. Gives the actions whose target is not in it. */
export function applyOverlay(overlay: Overlay, document: Source, session: Session): Action[] {
  return overlay.actions.filter((action) => !new Application(action, overlay, document, session).run());
}

class Application {
  readonly root: Json;
  readonly origins: Origins;

  constructor(
    readonly action: Action,
    readonly overlay: Overlay,
    readonly document: Source,
    readonly session: Session,
  ) {
    this.root = document.value;
    this.origins = session.origins;
  }

  /** False when nothing matches the target. */
  run(): boolean {
    const { action } = this;
    const matches = this.#find(action.target, "target");
    if (matches.length === 0) return false;
    if (action.remove) this.#remove(matches);
    else if (action.copy !== undefined) {
      const [from, ...others] = this.#find(action.copy, "copy");
      if (!from || others.length > 0)
        this.#stop("copy", `\`copy\` must find one node, and finds ${from ? others.length + 1 : "none"}.`);
      const origin = this.origins.find(this.root, toPointer(from.steps));
      const value = copyOf(from.value);
      for (const match of matches) this.#merge(match, value, origin);
    } else if (action.update !== undefined) {
      const origin = { source: this.overlay.source, pointer: below(action.pointer, "update") };
      for (const match of matches) this.#merge(match, action.update, origin);
    }
    return true;
  }

  #find(path: string, key: "target" | "copy"): Match[] {
    const found: Match[] = [];
    try {
      exec(this.root, path, (value, steps) => found.push({ value, steps: steps.map(unescape) }));
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      this.#stop(key, `\`${path}\` is no JSONPath: ${cause}`);
    }
    return found;
  }

  /** From the back, so that indices of what is still to be removed stay right. */
  #remove(matches: readonly Match[]): void {
    for (const { steps } of matches.toReversed()) {
      const step = steps.at(-1);
      const parent = this.#at(steps.slice(0, -1));
      if (step === undefined) this.#stop("target", "An overlay cannot remove the whole document.");
      if (Array.isArray(parent)) {
        this.origins.pin(this.root, toPointer(steps.slice(0, -1)), parent);
        parent.splice(Number(step), 1);
      } else if (isObject(parent)) delete parent[String(step)];
    }
  }

  #merge({ value, steps }: Match, update: Json, origin: Origin | undefined): void {
    const step = steps.at(-1);
    if (isObject(value) && isObject(update)) this.#mergeObjects(value, update, origin);
    else if (Array.isArray(value)) this.#append(value, update, origin);
    else if (step !== undefined && !isObject(value)) this.#set(this.#at(steps.slice(0, -1)), step, update, origin);
    else this.#stop("target", `\`update\` must be an object, because \`${this.action.target}\` is one.`);
  }

  #mergeObjects(target: JsonObject, update: JsonObject, origin: Origin | undefined): void {
    for (const key of Object.keys(update)) {
      const value = update[key] as Json;
      const current = member(target, key);
      const from = origin && { source: origin.source, pointer: below(origin.pointer, key) };
      if (isObject(current) && isObject(value)) this.#mergeObjects(current, value, from);
      else if (Array.isArray(current) && Array.isArray(value)) this.#append(current, value, from);
      else this.#set(target, key, value, from);
    }
  }

  #append(target: Json[], update: Json, origin: Origin | undefined): void {
    const list = Array.isArray(update);
    for (const [index, item] of (list ? update : [update]).entries()) {
      const from = origin && list ? { source: origin.source, pointer: below(origin.pointer, index) } : origin;
      this.#set(target, target.length, item, from);
    }
  }

  /** A copy: one update may be merged into many targets. */
  #set(parent: Json | undefined, step: string | number, value: Json, origin: Origin | undefined): void {
    const own = copyOf(value);
    if (origin) this.origins.set(own, origin);
    this.origins.overlay(parent, own);
    if (Array.isArray(parent)) parent[Number(step)] = own;
    else if (isObject(parent)) put(parent, String(step), own);
  }

  #at(steps: readonly (string | number)[]): Json | undefined {
    let node: Json | undefined = this.root;
    for (const step of steps) {
      node = Array.isArray(node) ? node[Number(step)] : isObject(node) ? member(node, String(step)) : undefined;
    }
    return node;
  }

  #stop(key: "target" | "copy", message: string): never {
    const origin = { source: this.overlay.source, pointer: below(this.action.pointer, key) };
    this.session.stop({ code: "load/overlay-target", message, fix: "Mend the overlay." }, origin);
  }
}

/** The library hands out keys as they stand in a normalized path. */
function unescape(step: string | number): string | number {
  if (typeof step === "number" || !step.includes("\\")) return step;
  return step.replace(/\\(?:u([\da-f]{4})|(.))/gi, (_, hex: string | undefined, char: string) =>
    hex === undefined ? (SHORT[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const SHORT: { readonly [char: string]: string } = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
