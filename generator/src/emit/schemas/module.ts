import { stringLiteral } from "../code/index.js";
import { specifier, type Extension } from "../imports.js";

/** Gathers what one module of schemas uses, and prints its head. */
export class SchemaModule {
  readonly #helpers = new Set<string>();
  #models = false;

  constructor(
    /** Relative to the SDK, without extension. */
    readonly path: string,
    readonly library: "zod" | "zod/mini",
    readonly extension: Extension,
  ) {}

  /** Takes a function of `@sdkwright/runtime/schemas` into scope. */
  helper(name: string): string {
    this.#helpers.add(name);
    return name;
  }

  /** Names a component's schema from a module that is not the one of components. */
  model(name: string): string {
    this.#models = true;
    return `models.${name}`;
  }

  /** The import statements, for a module with this body. */
  imports({ types = false, operations = false, events = false } = {}): string {
    const runtime = [...this.#helpers].toSorted();
    if (events) runtime.push("type EventSchemas");
    if (operations) runtime.push("type OperationSchemas");
    const lines = [
      runtime.length > 0 && `import { ${runtime.join(", ")} } from "@sdkwright/runtime/schemas";`,
      `import * as z from ${stringLiteral(this.library)};`,
      types && `import type * as types from "${specifier(this.path, "models", this.extension)}";`,
      this.#models && `import * as models from "${specifier(this.path, "schemas/models", this.extension)}";`,
    ];
    return lines.filter((line) => line !== false).join("\n") + "\n";
  }
}

/** Names that modules of schemas use themselves. */
export const RESERVED: ReadonlySet<string> = new Set(
  (
    "z types models OperationSchemas also characters conditional contains dependentRequired dependentSchema ifArray " +
    "ifNumber ifObject ifString integer multipleOf not once ownMembers patternProperties propertyCount propertyNames " +
    "unevaluatedItems unevaluatedProperties unique"
  ).split(" "),
);
