import type { Json, JsonObject } from "../../load/document.js";
import type { Report } from "../../report/diagnostic.js";
import { below, isObject, member, text } from "../raw.js";
import type { SchemaBuilder } from "../schema/builder.js";

export type What =
  | "callback"
  | "example"
  | "header"
  | "link"
  | "media type"
  | "parameter"
  | "path item"
  | "request body"
  | "response"
  | "security scheme"
  | "webhook";

const EXTENSIBLE: ReadonlySet<What> = new Set<What>(["path item", "response"]);

/** A node that is an object, and where it stands. */
export interface Node {
  readonly json: JsonObject;
  readonly at: string;
}

/** Reads what is no schema: follows references into `components`, reports what has the wrong shape. */
export class DocumentReader {
  readonly #made = new Map<JsonObject, unknown>();

  constructor(
    readonly root: JsonObject,
    readonly schemas: SchemaBuilder,
    readonly report: Report,
  ) {}

  /** The node itself, or what its reference leads to; a `summary` or `description` beside the reference is kept. */
  node(json: Json | undefined, at: string, what: What): Node | undefined {
    const seen = new Set<string>();
    let current: Json | undefined = json;
    let place = at;
    let docs: JsonObject = {};
    for (let target = reference(current); target !== undefined; target = reference(current)) {
      if (seen.has(target.at))
        return this.#wrong(
          `The reference of this ${what} leads back to itself.`,
          at,
          "Let one of the references define something.",
        );
      seen.add(target.at);
      docs = { ...docsBeside(current as JsonObject), ...docs };
      const found = member(member(this.root.components, target.section), target.name);
      if (found === undefined)
        return this.#wrong(
          `The reference of this ${what} leads nowhere.`,
          at,
          "Mend the reference, or add what it names.",
        );
      [current, place] = [found, target.at];
    }
    if (!isObject(current) || "$ref" in current)
      return this.#wrong(`This ${what} is no object.`, at, "Describe it by an object.");
    return { json: Object.keys(docs).length > 0 ? { ...current, ...docs } : current, at: place };
  }

  /**
   * Nodes of an object of nodes, sorted by key; what is no node is reported and left out. Of these objects only paths,
   * responses and callbacks may hold extensions; a header called `x-id` is a header.
   */
  nodes(json: Json | undefined, at: string, what: What): (Node & { readonly key: string })[] {
    if (json === undefined) return [];
    if (!isObject(json)) {
      this.#wrong(`The ${what}s here must be an object of them.`, at, "Write an object, with their names as its keys.");
      return [];
    }
    const names = Object.keys(json).filter((key) => !(EXTENSIBLE.has(what) && key.startsWith("x-")));
    return names.toSorted().flatMap((key) => {
      const node = this.node(json[key], below(at, key), what);
      return node ? [{ ...node, key }] : [];
    });
  }

  /** What is made of a node in `components` is made once, however many operations refer to it. */
  once<T>(node: Node, make: (node: Node) => T): T {
    if (!node.at.startsWith("/components/")) return make(node);
    if (!this.#made.has(node.json)) this.#made.set(node.json, make(node));
    return this.#made.get(node.json) as T;
  }

  warn(code: string, message: string, at: string, fix: string): void {
    this.schemas.warn(code, message, at, fix);
  }

  repair(code: string, message: string, at: string, fix: string): void {
    this.schemas.repair(code, message, at, fix);
  }

  #wrong(message: string, at: string, fix: string): undefined {
    this.warn("model/shape", `${message} It is left out.`, at, fix);
    return undefined;
  }
}

function reference(
  json: Json | undefined,
): { readonly section: string; readonly name: string; readonly at: string } | undefined {
  const target = isObject(json) ? text(json.$ref) : undefined;
  const match = target === undefined ? null : /^#(\/components\/([^/]+)\/([^/]+))$/.exec(target);
  if (!match) return undefined;
  const [, at = "", section = "", name = ""] = match;
  return { section, name: name.replaceAll("~1", "/").replaceAll("~0", "~"), at };
}

function docsBeside(json: JsonObject): JsonObject {
  const docs: JsonObject = {};
  for (const key of ["summary", "description"] as const) if (typeof json[key] === "string") docs[key] = json[key];
  return docs;
}
