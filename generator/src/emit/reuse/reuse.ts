import type { ApiConfig } from "../../config/config.js";
import { meaningOf, nearMeaningOf, recollection, schemasIn } from "../../model/index.js";
import type { Operation } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import type { OperationNames } from "../../name/names.js";
import { Imports } from "../imports.js";
import { operationText, type MethodText, type OperationScene, type OperationText } from "../operations/operation.js";
import type { Known } from "../scene.js";
import type { Declared } from "../types/declaration.js";
import type { Declaration } from "../types/index.js";
import { ComponentDigests } from "./components.js";
import { NO_STORE, type ReusableText, type TextStore } from "./store.js";

/** A type to declare, and the module that declares it. */
type Placed = Declared & { readonly module: string };

const declarations = recollection<Declaration>();
const operations = recollection<{ readonly text: OperationText; readonly imports: ReusableText["imports"] }>();

/**
 * Makes texts only where there are none of an earlier run. In a round of a watch a text is found by the meaning of its
 * part; elsewhere by a digest of all that it is made from: the part of the API, everything its references lead to, their
 * names, the facts, the options.
 */
export class Reuse {
  readonly #store: TextStore;
  readonly #config: ApiConfig;
  #common: string | undefined;
  #components: ComponentDigests | undefined;

  constructor(
    readonly known: Known,
    config: ApiConfig,
    store: TextStore,
  ) {
    this.#store = store;
    this.#config = config;
  }

  /** A declaration of a type. All but its schema and its part is plain data that decides it. */
  declaration(declared: Placed, make: () => Declaration): Declaration {
    const { schema, part, ...about } = declared;
    const { names } = this.known;
    const meaning = looksBehind(schema) ? meaningOf(names, part) : nearMeaningOf(names, part);
    if (!meaning && this.#store === NO_STORE) return make();
    return declarations(meaning, about.name, [about, this.#whole], () => {
      if (this.#store === NO_STORE) return make();
      const digest = this.#digest("declaration", schema, about);
      const found = this.#store.get(digest);
      if (found) {
        const [text = "", ...runtime] = found.texts;
        return { name: about.name, text, imports: new Map(found.imports), runtime: new Set(runtime) };
      }
      const made = make();
      this.#store.set(digest, { texts: [made.text, ...made.runtime], imports: [...made.imports] });
      return made;
    });
  }

  /** The code of an operation; what it needs is taken into scope. */
  operation(operation: Operation, names: OperationNames, scene: OperationScene, imports: Imports): OperationText {
    const facts = scene.facts.operations.get(operation.key);
    const meaning = meaningOf(scene.names, operation);
    // Streams look for names that no other operation has; codecs and schemas note who asks for them.
    const isAlone = !facts?.stream && !scene.schemas && !converts(scene.config);
    if (!isAlone || (!meaning && this.#store === NO_STORE)) return operationText(operation, names, scene, imports);
    const security = scene.security.of(operation.security);
    const about = [facts, security, scene.inlineTypes.has(names.result), imports.self];
    const made = operations(meaning, imports.self, [about, names, this.#whole], () => {
      const own = new Imports(imports.self, imports.extension);
      const make = (): OperationText => operationText(operation, names, scene, own);
      if (this.#store === NO_STORE) return { text: make(), imports: own.entries() };
      return this.#stored(this.#digest("operation", operation, about, JSON.stringify(names, plain)), make, own);
    });
    imports.take(made.imports);
    return made.text;
  }

  #stored(digest: string, make: () => OperationText, imports: Imports) {
    const found = this.#store.get(digest);
    if (found) {
      const [declared = "", ...methods] = found.texts;
      const text = { declarations: declared, methods: methods.map((one) => JSON.parse(one) as MethodText) };
      return { text, imports: found.imports };
    }
    const text = make();
    const texts = [text.declarations, ...text.methods.map((one) => JSON.stringify(one))];
    this.#store.set(digest, { texts, imports: imports.entries() });
    return { text, imports: imports.entries() };
  }

  /** What decides all texts: options that shape them, servers, names that hide others. */
  get #whole(): string {
    const { types, schemas, importExtension } = this.#config;
    const options = [types, schemas, importExtension];
    return (this.#common ??= JSON.stringify([options, this.known.api.servers, globalNames(this.known)]));
  }

  #digest(kind: string, node: object, about: unknown, more = ""): string {
    this.#components ??= new ComponentDigests(this.known.api, this.known.names);
    return this.#components.of(node, about, `${kind} ${more} ${this.#whole}`);
  }
}

/**
 * Whether a type is written by what is behind the references in it: a part of an intersection may be said by the others
 * already, and a word beside a string. Anywhere else a reference is a name.
 */
function looksBehind(schema: Schema): boolean {
  const found = behind.get(schema) ?? [...schemasIn([schema])].some(asksForMore);
  behind.set(schema, found);
  return found;
}

const behind = new WeakMap<Schema, boolean>();

function asksForMore(schema: Schema): boolean {
  if (schema.kind !== "union") return schema.kind === "intersection";
  const has = (kind: Schema["kind"]): boolean => schema.members.some((one) => one.kind === kind);
  return has("scalar") && has("ref");
}

/** Types of the SDK that hide a global one, which changes how the global one is written. */
function globalNames({ names }: Known): string[] {
  const types = [...names.schemas.values(), ...names.inline.values()].flatMap((one) => [
    one.type,
    one.input ?? one.type,
  ]);
  return types.filter((name) => name in globalThis || UTILITIES.has(name)).toSorted();
}

const UTILITIES: ReadonlySet<string> = new Set(["Record", "Partial", "Readonly", "ReadonlyArray", "Required"]);

function converts({ types }: ApiConfig): boolean {
  return types?.dates === "Date" || types?.int64 === "bigint";
}

/** Maps and sets as lists. */
function plain(_key: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value;
}
