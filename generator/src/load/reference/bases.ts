import type { JsonObject } from "../document.js";
import { isObject } from "../json.js";
import { toPointer } from "../pointer.js";
import type { Source } from "../source/source.js";
import type { Kind, Shapes } from "../walk/shapes.js";
import { walk } from "../walk/walk.js";

/** A schema that `$id` or an anchor gives a URI of its own. */
export interface Named {
  readonly source: Source;
  readonly node: JsonObject;
  readonly steps: readonly string[];
}

/** URIs that schemas give themselves, and the base that is in force at a place of a walk. */
export class Bases {
  /** By URI; an `$anchor` is its fragment. */
  readonly uris = new Map<string, Named>();
  /** `$dynamicAnchor`s by name, in the order of walking. */
  readonly dynamic = new Map<string, Named[]>();
  /** Schemas with an `$id`, by source. */
  readonly #resources = new Map<Source, { readonly steps: readonly string[]; readonly base: string }[]>();
  readonly #searched = new Set<Source>();
  readonly #open: { readonly steps: readonly string[]; readonly base: string }[] = [];
  /** Schemas with `$recursiveAnchor: true` that the walk has met, outer ones first (JSON Schema 2019-09). */
  readonly #recursive: (readonly string[])[] = [];

  /** Forgets what was open in the walk before. */
  start(): void {
    this.#open.length = 0;
    this.#recursive.length = 0;
  }

  /** Notes what a schema says of itself. */
  enter(node: JsonObject, source: Source, steps: readonly (string | number)[]): void {
    const { $id, $anchor, $dynamicAnchor, $recursiveAnchor } = node;
    if ($recursiveAnchor === true) this.#recursive.push(steps.map(String));
    if (typeof $id !== "string" && typeof $anchor !== "string" && typeof $dynamicAnchor !== "string") return;
    const at = { source, node, steps: steps.map(String) };
    if (typeof $id === "string") this.#openResource($id, at);
    const base = this.base(source, steps);
    if (typeof $anchor === "string") this.#name(`${base}#${$anchor}`, at);
    if (typeof $dynamicAnchor !== "string") return;
    this.#name(`${base}#${$dynamicAnchor}`, at);
    const known = this.dynamic.get($dynamicAnchor) ?? [];
    const again = known.some((one) => one.source === source && same(one.steps, at.steps));
    if (!again) this.dynamic.set($dynamicAnchor, [...known, at]);
  }

  /** Base at a place: of the innermost `$id` around it, else of the source. */
  base(source: Source, steps: readonly (string | number)[]): string {
    while (this.#open.length > 0 && !encloses(this.#open.at(-1)!.steps, steps)) this.#open.pop();
    return this.#open.at(-1)?.base ?? source.uri;
  }

  /** Base at a place that no walk is at: of the innermost `$id` around it that is known, else of the source. */
  at(source: Source, steps: readonly string[]): string {
    const around = (this.#resources.get(source) ?? []).filter((one) => encloses(one.steps, steps));
    return around.toSorted((a, b) => b.steps.length - a.steps.length)[0]?.base ?? source.uri;
  }

  /** Notes what all schemas of a source say of themselves, once: references may lead to those that no walk came by. */
  search(source: Source, shapes: Shapes): void {
    const { value } = source;
    if (this.#searched.has(source) || !isObject(value)) return;
    this.#searched.add(source);
    this.start();
    const kind: Kind = ["openapi", "swagger", "components"].some((key) => key in value) ? "document" : "schema";
    walk({ node: value, kind }, shapes, (node, is, { steps }) => {
      if (is === "schema") this.enter(node, source, steps);
    });
  }

  /** Pointer that `$recursiveRef: "#"` means at a place: the outermost recursive schema around it. */
  recursive(steps: readonly (string | number)[]): string {
    return `#${toPointer(this.#recursive.find((one) => encloses(one, steps)) ?? [])}`;
  }

  /** The first one keeps a name: copies of it are walked later. */
  #name(uri: string, at: Named): void {
    if (!this.uris.has(uri)) this.uris.set(uri, at);
  }

  #openResource(id: string, at: Named): void {
    const outer = this.base(at.source, at.steps);
    if (!URL.canParse(id, outer)) return;
    const base = withoutFragment(new URL(id, outer).href);
    this.#open.push({ steps: at.steps, base });
    if (!this.uris.has(base))
      this.#resources.set(at.source, [...(this.#resources.get(at.source) ?? []), { steps: at.steps, base }]);
    this.#name(base, at);
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && encloses(a, b);
}

export function encloses(outer: readonly string[], inner: readonly (string | number)[]): boolean {
  return outer.length <= inner.length && outer.every((step, index) => step === String(inner[index]));
}

export function withoutFragment(uri: string): string {
  const hash = uri.indexOf("#");
  return hash === -1 ? uri : uri.slice(0, hash);
}
