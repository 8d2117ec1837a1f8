import type { Json, JsonObject } from "../document.js";
import { isObject, member } from "../json.js";
import { fragmentSteps, toPointer, toSteps } from "../pointer.js";
import type { Finding } from "../session.js";
import { ReadProblem } from "../source/file.js";
import type { Source } from "../source/source.js";
import { nearest } from "../../report/nearest.js";
import { kindAt, sectionOf, type Kind, type Shapes } from "../walk/shapes.js";
import { withoutFragment, type Bases, type Named } from "./bases.js";
import type { Library } from "./library.js";
import type { Site, Target } from "./site.js";

/** A chain of references longer than this is a cycle in all but name. */
const MAX_CHAIN = 100;

/** A reference that cannot be followed. */
export class ReferenceProblem extends Error {
  override readonly name = "ReferenceProblem";

  constructor(readonly finding: Finding) {
    super(finding.message);
  }
}

/** What a reference is followed from. `depth` counts references that lead through references. */
type From = Pick<Site, "text" | "kind" | "source" | "base"> & { readonly form?: Site["form"]; readonly depth?: number };

/** Follows references: to other sources, along pointers, to anchors and `$id`s, through references on the way. */
export class Resolver {
  constructor(
    readonly main: Source,
    readonly shapes: Shapes,
    readonly library: Library,
    readonly bases: Bases,
  ) {}

  /**
   * The end of a reference: what it points at, or what that refers to in turn.
   *
   * @throws ReferenceProblem
   */
  async resolve(from: From): Promise<Target> {
    const seen: Target[] = [];
    let target = await this.step(from);
    for (let next = this.#continues(target, from.kind); next; next = this.#continues(target, from.kind)) {
      const again = seen.some((one) => one.node === target.node);
      if (again || seen.length > MAX_CHAIN) throw cycle(from.text);
      seen.push(target);
      target = await this.step({ ...from, text: next, source: target.source, base: this.#base(target) });
    }
    return target;
  }

  /** One reference, without following what stands at its end. */
  async step(from: From): Promise<Target> {
    const hash = from.text.indexOf("#");
    const address = hash === -1 ? from.text : from.text.slice(0, hash);
    const fragment = hash === -1 ? "" : from.text.slice(hash + 1);
    const begin = address === "" ? this.#here(from) : await this.#elsewhere(from, address, hash === -1);
    const found = (await this.#inside(begin, fragment, from)) ?? (await this.#lenient(begin, fragment, from));
    if (found) return found;
    throw notFound(from.text, begin.source, this.main);
  }

  /** The resource that `#…` is relative to: the innermost `$id`, else the source. */
  #here({ source, base }: From): Target {
    const resource = base === source.uri ? undefined : this.bases.uris.get(base);
    return resource ? inPlace(resource) : whole(source);
  }

  async #elsewhere(from: From, address: string, bare: boolean): Promise<Target> {
    const component = bare && /^[^/.]+$/.test(address) ? this.#component(address, from.kind) : undefined;
    if (component) return component;
    const { uri, named } = this.#address(from, address);
    if (named) return named;
    if (uri === undefined) throw badAddress(from.text, from.source);
    try {
      const source = await this.library.open(uri);
      this.bases.search(source, this.shapes);
      return whole(source);
    } catch (error) {
      const dotted = bare ? this.#component(address, from.kind) : undefined;
      if (dotted) return dotted;
      throw error instanceof ReadProblem ? new ReferenceProblem(describe(error, from.text)) : error;
    }
  }

  /** By the base in force; else by the place of the source, which is what authors with a stray `$id` mean. */
  #address({ base, source }: From, address: string): { uri?: string; named?: Target } {
    const uris = [base, source.uri]
      .filter((one) => URL.canParse(address, one))
      .map((one) => new URL(address, one).href);
    for (const uri of uris.map(withoutFragment)) {
      const named = this.bases.uris.get(uri);
      if (named) return { named: inPlace(named) };
      const known = this.library.known(uri);
      if (known) return { named: whole(known) };
    }
    const uri = uris.at(-1);
    return uri === undefined ? {} : { uri: withoutFragment(uri) };
  }

  async #inside(begin: Target, fragment: string, from: From): Promise<Target | undefined> {
    const steps = fragmentSteps(fragment);
    if (!steps) return this.#anchor(begin, fragment, from);
    const found = (await this.#walk(begin, steps, from)) ?? (await this.#walk(begin, toSteps(fragment), from));
    if (found || begin.steps.length === 0) return found ?? (fragment === "/" ? begin : undefined);
    // Inside a `$id`, authors of OpenAPI still mean the document by `#/components/…`.
    return this.#walk(whole(begin.source), steps, from);
  }

  #base({ source, steps }: Target): string {
    return this.bases.at(source, steps);
  }

  /** By the resource; else by the source; for dynamic references, else wherever there is one. */
  #anchor(begin: Target, name: string, { form }: From): Target | undefined {
    for (const uri of [this.#base(begin), begin.source.uri]) {
      const found = this.bases.uris.get(`${uri}#${name}`);
      if (found) return inPlace(found);
    }
    const all = form === "dynamic" ? (this.bases.dynamic.get(name) ?? []) : [];
    const [first] = all.toSorted((a, b) => (toPointer(a.steps) < toPointer(b.steps) ? -1 : 1));
    return first && inPlace(first);
  }

  /** Members by name, list items by number; a reference on the way is followed. */
  async #walk(begin: Target, steps: readonly string[], from: From): Promise<Target | undefined> {
    let at = begin;
    for (const step of steps) {
      let next = child(at, step);
      if (!next && isObject(at.node) && typeof at.node.$ref === "string") {
        const depth = (from.depth ?? 0) + 1;
        if (depth > MAX_CHAIN) throw cycle(from.text);
        at = await this.resolve({ ...from, text: at.node.$ref, source: at.source, base: this.#base(at), depth });
        next = child(at, step);
      }
      if (!next) return undefined;
      at = next;
    }
    return at;
  }

  /** What authors write for a pointer: `#components/…` without the slash, names that contain slashes. */
  async #lenient(begin: Target, fragment: string, from: From): Promise<Target | undefined> {
    const steps = toSteps(fragment.startsWith("/") ? fragment : `/${fragment}`);
    const section = sectionOf(from.kind, this.shapes);
    const inSection = section?.every((step, index) => steps[index] === step);
    if (!fragment.startsWith("/")) {
      const found = await this.#walk(begin, steps, from);
      if (found) return found;
    }
    return inSection ? this.#walk(begin, [...section!, steps.slice(section!.length).join("/")], from) : undefined;
  }

  /** A bare name, as Swagger 1.2 had it and as a mapping may have it. */
  #component(name: string, kind: Kind): Target | undefined {
    const section = sectionOf(kind, this.shapes);
    let at: Target | undefined = whole(this.main);
    for (const step of [...(section ?? []), name]) at = at && child(at, step);
    return section && at;
  }

  /** Text of the reference that stands at an end, when the end is nothing but that. */
  #continues({ node, source, steps }: Target, kind: Kind): string | undefined {
    if (!isObject(node) || typeof node.$ref !== "string") return undefined;
    if (kind !== "schema") return node.$ref;
    const component =
      source === this.main && kindAt(this.shapes, "document", steps) === "schema" && this.#isNamed(steps);
    // A component that is another name for a schema is kept: its name is the author's.
    return component || Object.keys(node).length > 1 ? undefined : node.$ref;
  }

  #isNamed(steps: readonly string[]): boolean {
    return steps.length === (sectionOf("schema", this.shapes)?.length ?? 0) + 1;
  }
}

function whole(source: Source): Target {
  return { source, steps: [], node: source.value };
}

/** With what holds the node, so that it can be moved. Copies are held by nothing that is known. */
function inPlace(named: Named): Target {
  let at: Target | undefined = whole(named.source);
  for (const step of named.steps) at = at && child(at, step);
  return at?.node === named.node ? at : named;
}

function child({ source, steps, node }: Target, step: string): Target | undefined {
  const found: Json | undefined = Array.isArray(node)
    ? /^\d+$/.test(step)
      ? node[Number(step)]
      : undefined
    : isObject(node)
      ? member(node, step)
      : undefined;
  if (found === undefined) return undefined;
  return { source, steps: [...steps, step], node: found, parent: node as JsonObject | Json[] };
}

function cycle(text: string): ReferenceProblem {
  return new ReferenceProblem({
    code: "load/ref-cycle",
    message: `\`${text}\` leads back to itself without ever reaching a definition.`,
    fix: "Let one of the references on the way define something.",
  });
}

function notFound(text: string, source: Source, main: Source): ReferenceProblem {
  const where = source === main ? "" : ` in ${source.name}`;
  const nearby = suggestion(text, source);
  return new ReferenceProblem({
    code: "load/ref-not-found",
    message: `\`${text}\` leads nowhere${where}.`,
    fix: `${nearby ? `Did you mean \`${nearby}\`? ` : "Mend the reference. "}\`tolerant: true\` turns it into \`unknown\`.`,
  });
}

function suggestion(text: string, source: Source): string | undefined {
  const steps = fragmentSteps(text.slice(text.indexOf("#") + 1));
  if (!text.includes("#") || !steps || steps.length === 0) return undefined;
  let at: Json | undefined = source.value;
  for (const step of steps.slice(0, -1)) at = isObject(at) ? member(at, step) : undefined;
  if (!isObject(at)) return undefined;
  const name = nearest(steps.at(-1)!, Object.keys(at));
  return name === undefined ? undefined : `#${toPointer([...steps.slice(0, -1), name])}`;
}

function badAddress(text: string, source: Source): ReferenceProblem {
  const memory = source.uri.startsWith("memory:");
  return new ReferenceProblem({
    code: "load/ref-not-found",
    message: memory ? `\`${text}\` cannot be followed from an object in memory.` : `\`${text}\` is no address.`,
    fix: memory ? "Pass the path of the document instead." : "Write a relative path, a URL or `#/…`.",
  });
}

function describe({ finding }: ReadProblem, text: string): Finding {
  const code =
    finding.code === "load/not-found" || finding.code === "load/is-folder" ? "load/ref-not-found" : finding.code;
  return { ...finding, code, message: `\`${text}\` cannot be followed: ${finding.message}` };
}
