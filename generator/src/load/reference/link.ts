import type { Json, JsonObject } from "../document.js";
import { copy, isObject, put } from "../json.js";
import type { Origin } from "../origin.js";
import { below, toPointer } from "../pointer.js";
import type { Finding, Session } from "../session.js";
import type { Source } from "../source/source.js";
import { kindAt, OPENAPI, sectionOf, type Kind, type Shapes } from "../walk/shapes.js";
import { Collector } from "./collect.js";
import { specialised } from "./generic.js";
import { Overridable } from "./dynamic.js";
import { Library } from "./library.js";
import { Placement } from "./place.js";
import { ReferenceProblem, Resolver } from "./resolve.js";
import { targetKey, type Site, type Target } from "./site.js";

/** Kinds that no output depends on: a reference that leads nowhere is left out with a warning. */
const OPTIONAL: ReadonlySet<Kind> = new Set(["example", "link"]);
/** So many dead references are listed before the run ends. */
const MAX_DEAD = 200;
/** One schema that is missing is tolerated for so many that are there. */
const SCHEMAS_PER_DEAD = 100;
/** Kinds that have their content in common. */
const LIKE: readonly (readonly Kind[])[] = [
  ["response", "requestBody"],
  ["header", "parameter"],
];

/**
 * Makes every reference of a document `#/components/<section>/<name>` (`#/definitions/…` in Swagger 2.0): reads what
 * other sources it needs, brings what is referred to into the components, and inlines path items and maps.
 */
export async function linkReferences(main: Source, shapes: Shapes, session: Session): Promise<void> {
  const linker = new Linker(main, shapes, session);
  await linker.run();
  linker.placement.finish();
}

class Linker {
  readonly collector: Collector;
  readonly resolver: Resolver;
  readonly placement: Placement;
  /** Objects outside the main document's own structure that have been walked, by source. */
  readonly #walked = new Map<Source, { readonly steps: readonly string[]; readonly kind: Kind }[]>();
  readonly #overridable: Overridable;
  readonly #dead: { readonly site: Site; readonly finding: Finding }[] = [];

  constructor(
    readonly main: Source,
    readonly shapes: Shapes,
    readonly session: Session,
  ) {
    this.collector = new Collector(main, shapes, session);
    this.#overridable = new Overridable(this.collector.bases);
    this.resolver = new Resolver(main, shapes, new Library(main, session), this.collector.bases);
    this.placement = new Placement(main, shapes, session);
  }

  async run(): Promise<void> {
    const root = this.main.value as JsonObject;
    this.collector.collect({ source: this.main, node: root, kind: "document", steps: [], trail: [] });
    // What is inlined is inlined first, so that other references meet the document as it will be.
    const waiting: Site[] = [];
    let next = 0;
    for (;;) {
      const found = this.collector.sites.splice(0);
      const inline = found.filter(isInline);
      waiting.push(...found.filter((site) => !isInline(site)));
      for (const site of inline) await this.#attempt(site, () => this.#inline(site));
      if (inline.length > 0 || this.collector.sites.length > 0) continue;
      const site = waiting[next++];
      if (!site) break;
      await this.#attempt(site, () => this.#connect(site));
      if (this.#dead.length === MAX_DEAD) break;
    }
    this.#reportDead();
    for (const { site, finding } of this.#overridable.findings()) this.session.add("warn", finding, this.#origin(site));
  }

  async #attempt(site: Site, follow: () => Promise<void>): Promise<void> {
    try {
      await follow();
    } catch (error) {
      if (!(error instanceof ReferenceProblem)) throw error;
      this.#dead.push({ site, finding: error.finding });
      delete site.holder[site.key];
    }
  }

  async #connect(site: Site): Promise<void> {
    const target = await this.resolver.resolve(site);
    if (await this.#otherKind(site, target)) return;
    const own = specialised(site, target);
    if (own) {
      this.#overridable.bound(site);
      return this.#specialise(site, target, own);
    }
    this.#overridable.met(site, target);
    this.#check(site, target);
    this.#walkOnce(target, site.kind);
    this.placement.add(site, target);
  }

  /** A generic schema becomes part of the schema that fills it in. */
  #specialise({ holder, key, kind }: Site, { source, steps }: Target, own: JsonObject): void {
    delete holder[key];
    holder.allOf = [own, ...(Array.isArray(holder.allOf) ? holder.allOf : [])];
    this.session.origins.set(own, { source, pointer: toPointer(steps) });
    this.collector.collect({ source, node: own, kind, steps, trail: [] });
  }

  /** Copies what is referred to into the place of the reference. */
  async #inline(site: Site): Promise<void> {
    // It may have been inlined already, on the way of another one.
    if (site.form === "members" && typeof site.holder.$ref !== "string") return;
    const target = site.form === "value" ? await this.resolver.resolve(site) : await this.resolver.step(site);
    const key = targetKey(target);
    if (site.trail.includes(key) || stands(site, target)) throw new ReferenceProblem(endless(site.text));
    const trail = [...site.trail, key];
    if (site.form === "value") return this.#replace(site, target, trail);
    const { node, source, steps } = target;
    if (!isObject(node)) throw new ReferenceProblem(wrongKind(site, "no object"));
    if (typeof node.$ref === "string") {
      await this.#inline({
        ...site,
        holder: node,
        text: node.$ref,
        source,
        steps,
        base: this.collector.bases.at(source, steps),
        trail,
      });
    }
    const { holder } = site;
    delete holder.$ref;
    const named = this.#isSection(site);
    for (const name of Object.keys(node)) {
      if (Object.hasOwn(holder, name)) continue;
      const pointer = toPointer([...steps, name]);
      // Components stay one with what they are taken from: other references lead there as well.
      const value = named ? { $ref: `${source.uri}#${pointer.replaceAll("%", "%25")}` } : copy(node[name] as Json);
      put(holder, name, value);
      this.session.origins.set(value, { source, pointer });
    }
    if (named) this.#collectMap(site, site, trail);
    else if (site.member?.form === "map") this.#collectMap(site, { source, steps }, trail);
    else this.collector.collect({ source, node: holder, kind: site.kind, steps, trail });
  }

  /** Whether the holder is a section of the components, or all of them. */
  #isSection({ source, steps, kind, member }: Site): boolean {
    if (source !== this.main) return false;
    const home =
      kind === "components" ? ["components"] : member?.form === "map" ? sectionOf(kind, this.shapes) : undefined;
    return home !== undefined && home.length === steps.length && home.every((step, index) => steps[index] === step);
  }

  #collectMap(
    { holder, kind }: Site,
    { source, steps }: Pick<Target, "source" | "steps">,
    trail: readonly string[],
  ): void {
    if (kind === "components") return this.collector.collect({ source, node: holder, kind, steps, trail });
    for (const name of Object.keys(holder)) {
      const node = holder[name];
      if (isObject(node)) this.collector.collect({ source, node, kind, steps: [...steps, name], trail });
    }
  }

  #replace(site: Site, { node, source, steps }: Target, trail: readonly string[]): void {
    const value = copy(node);
    put(site.holder, site.key, value);
    this.session.origins.set(value, { source, pointer: toPointer(steps) });
    if (!site.member)
      this.collector.collectData({ source, node: site.holder, kind: site.kind, steps, trail }, site.key);
    if (site.member?.form !== "list" || !Array.isArray(value)) return;
    for (const [index, item] of value.entries()) {
      if (!isObject(item)) continue;
      this.collector.collect({ source, node: item, kind: site.kind, steps: [...steps, String(index)], trail });
    }
  }

  #check(site: Site, { node, source, steps }: Target): void {
    if (!isObject(node) && !(site.kind === "schema" && (typeof node === "boolean" || node === null))) {
      throw new ReferenceProblem(
        wrongKind(site, node === null ? "nothing" : `a ${Array.isArray(node) ? "list" : typeof node}`),
      );
    }
    const is = source === this.main ? kindAt(this.shapes, "document", steps) : undefined;
    if (is !== undefined && is !== site.kind) throw new ReferenceProblem(wrongKind(site, `a ${WORDS[is] ?? is}`));
  }

  /** Looks for references in what has been found, if no walk has come by there. */
  #walkOnce({ node, source, steps }: Target, kind: Kind): void {
    if (!isObject(node)) return;
    if (source === this.main && kindAt(this.shapes, "document", steps) !== undefined) return;
    const walked = this.#walked.get(source) ?? [];
    const been = walked.some(
      (one) =>
        one.steps.length <= steps.length &&
        one.steps.every((step, index) => steps[index] === step) &&
        kindAt(this.shapes, one.kind, steps.slice(one.steps.length)) === kind,
    );
    if (been) return;
    this.#walked.set(source, [...walked, { steps, kind }]);
    this.collector.collect({ source, node, kind, steps, trail: [] });
  }

  /**
   * References to objects of another kind that can still be read as meant: a response that is a request body has its
   * content, a schema that is a response has the schema of its content, a body that is a schema has it as JSON.
   */
  async #otherKind(site: Site, target: Target): Promise<boolean> {
    const is = target.source === this.main ? kindAt(this.shapes, "document", target.steps) : undefined;
    if (is === undefined || is === site.kind) return false;
    const inner = site.kind === "schema" ? schemaInside(target) : undefined;
    const wraps =
      is === "schema" && (site.kind === "response" || site.kind === "requestBody") && this.shapes === OPENAPI;
    const like = LIKE.some((pair) => pair.includes(is) && pair.includes(site.kind));
    if (!inner && !wraps && !like) return false;
    this.session.add("warn", wrongKind(site, `a ${WORDS[is] ?? is}`), this.#origin(site));
    if (inner)
      await this.#connect({ ...site, text: `#${toPointer(inner)}`, base: target.source.uri, source: target.source });
    else if (like) await this.#inline(site);
    else {
      const schema: JsonObject = {};
      delete site.holder.$ref;
      site.holder.content = { "application/json": { schema } };
      await this.#connect({ ...site, holder: schema, kind: "schema" });
    }
    return true;
  }

  #reportDead(): void {
    const { tolerant } = this.session.config;
    const few = tolerant ?? this.#fewDead();
    for (const { site, finding } of this.#dead) {
      const optional = isOptional(site);
      if (!optional && !tolerant && !(few && site.kind === "schema")) {
        this.session.add("stop", finding, this.#origin(site));
        continue;
      }
      const instead = site.kind === "schema" && !optional ? "it is read as unknown" : "it is left out";
      const message = `${finding.message.replace(/\.$/, "")}; ${instead}.`;
      this.session.add("warn", { code: finding.code, message, fix: "Mend the reference." }, this.#origin(site));
    }
    this.session.stopIfNeeded();
  }

  /** A large document may have a few dead references to schemas; in a small one they mean that something is missing. */
  #fewDead(): boolean {
    const dead = new Set(this.#dead.filter(({ site }) => site.kind === "schema").map(({ site }) => site.text));
    return dead.size * SCHEMAS_PER_DEAD <= this.placement.schemaCount();
  }

  #origin({ source, steps, key, form }: Site): Origin {
    const pointer = form === "value" ? toPointer([...steps, key, "$ref"]) : below(toPointer(steps), key);
    return this.session.origins.find(source.value, pointer) ?? { source, pointer };
  }
}

/** Steps to the schema of a response, body, parameter or header: its own, or that of its first content. */
function schemaInside({ node, steps }: Target): string[] | undefined {
  if (!isObject(node)) return undefined;
  if (node.schema !== undefined) return [...steps, "schema"];
  const [type] = isObject(node.content) ? Object.keys(node.content) : [];
  return type === undefined ? undefined : [...steps, "content", type, "schema"];
}

/** Whether nothing that a client calls depends on a reference. */
function isOptional({ kind, form, steps }: Site): boolean {
  return OPTIONAL.has(kind) || form === "mapping" || form === "value" || steps.includes("callbacks");
}

/** Whether a reference stands inside its own target. */
function stands(site: Site, { source, steps }: Target): boolean {
  return site.source === source && steps.every((step, index) => site.steps[index] === step);
}

function isInline({ form }: Site): boolean {
  return form === "members" || form === "value";
}

const WORDS: { readonly [kind in Kind]?: string } = {
  pathItem: "path item",
  requestBody: "request body",
  mediaType: "media type",
  securityScheme: "security scheme",
  document: "whole document",
};

function wrongKind({ text, kind }: Site, is: string): Finding {
  return {
    code: "load/ref-kind",
    message: `\`${text}\` leads to ${is} where a ${WORDS[kind] ?? kind} is needed.`,
    fix: "Refer to an object of the right kind.",
  };
}

function endless(text: string): Finding {
  return {
    code: "load/ref-cycle",
    message: `\`${text}\` stands inside what it refers to, and cannot be written out.`,
    fix: "Let it refer to something else, or use a component schema, which may refer to itself.",
  };
}
