import type { ApiConfig } from "../../config/config.js";
import type { OperationNames } from "../../name/names.js";
import { Imports } from "../imports.js";
import { operationText, type OperationScene, type OperationText } from "../operations/operation.js";
import type { Operation } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import type { MethodText } from "../operations/operation.js";
import type { Known } from "../scene.js";
import type { Declaration } from "../types/index.js";
import { ComponentDigests } from "./components.js";
import { NO_STORE, type TextStore } from "./store.js";

/**
 * Makes texts only where there are none of an earlier run. A text is found by a digest of all that it is made from: the
 * part of the API, everything its references lead to, their names, the facts, the options.
 */
export class Reuse {
  readonly #store: TextStore;
  readonly #common: string;
  #components: ComponentDigests | undefined;

  constructor(
    readonly known: Known,
    config: ApiConfig,
    store: TextStore,
  ) {
    this.#store = store;
    const { input: _input, output: _output, headers: _headers, ...options } = config;
    this.#common = store === NO_STORE ? "" : JSON.stringify([options, known.api.servers, globalNames(known)]);
  }

  /** A declaration of a type. `about`: plain data that decides it. */
  declaration(
    { schema, ...about }: { readonly name: string; readonly module: string; readonly schema: Schema },
    make: () => Declaration,
  ): Declaration {
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
  }

  /** The code of an operation; what it needs is taken into scope. */
  operation(operation: Operation, names: OperationNames, scene: OperationScene, imports: Imports): OperationText {
    const facts = scene.facts.operations.get(operation.key);
    // Streams look for names that no other operation has; codecs and schemas note who asks for them.
    if (this.#store === NO_STORE || facts?.stream || scene.schemas || converts(scene.config))
      return operationText(operation, names, scene, imports);
    const security = scene.security.of(operation.security);
    const about = [facts, security, scene.inlineTypes.has(names.result), imports.self];
    const digest = this.#digest("operation", operation, about, JSON.stringify(names, plain));
    const found = this.#store.get(digest);
    if (found) {
      imports.take(found.imports);
      const [declarations = "", ...methods] = found.texts;
      return { declarations, methods: methods.map((one) => JSON.parse(one) as MethodText) };
    }
    const own = new Imports(imports.self, imports.extension);
    const made = operationText(operation, names, scene, own);
    imports.take(own.entries());
    this.#store.set(digest, {
      texts: [made.declarations, ...made.methods.map((one) => JSON.stringify(one))],
      imports: own.entries(),
    });
    return made;
  }

  #digest(kind: string, node: object, about: unknown, more = ""): string {
    this.#components ??= new ComponentDigests(this.known.api, this.known.names);
    return this.#components.of(node, about, `${kind} ${more} ${this.#common}`);
  }
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
