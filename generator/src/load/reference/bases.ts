import type { JsonObject } from "../document.js";
import { toPointer } from "../pointer.js";
import type { Source } from "../source/source.js";

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
  readonly #open: { readonly steps: readonly string[]; readonly base: string }[] = [];
  /** Schemas with `$recursiveAnchor: true` around the place of the walk (JSON Schema 2019-09). */
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
    this.dynamic.set($dynamicAnchor, [...(this.dynamic.get($dynamicAnchor) ?? []), at]);
  }

  /** Base at a place: of the innermost `$id` around it, else of the source. */
  base(source: Source, steps: readonly (string | number)[]): string {
    while (this.#open.length > 0 && !encloses(this.#open.at(-1)!.steps, steps)) this.#open.pop();
    return this.#open.at(-1)?.base ?? source.uri;
  }

  /** Pointer that `$recursiveRef: "#"` means at a place: the outermost recursive schema around it. */
  recursive(steps: readonly (string | number)[]): string {
    while (this.#recursive.length > 0 && !encloses(this.#recursive.at(-1)!, steps)) this.#recursive.pop();
    return `#${toPointer(this.#recursive[0] ?? [])}`;
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
    this.#name(base, at);
  }
}

function encloses(outer: readonly string[], inner: readonly (string | number)[]): boolean {
  return outer.length <= inner.length && outer.every((step, index) => step === String(inner[index]));
}

export function withoutFragment(uri: string): string {
  const hash = uri.indexOf("#");
  return hash === -1 ? uri : uri.slice(0, hash);
}
