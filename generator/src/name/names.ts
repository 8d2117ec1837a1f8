/** Every identifier and file name of one SDK, decided once. Keys are wire names or JSON Pointers; values are code. */
export interface Names {
  /** Class of the client: `GitHub`. */
  readonly client: string;
  /** Prefix of environment variables: `GITHUB`. */
  readonly env: string;
  /** Name for package.json: `github-sdk`. */
  readonly packageName: string;
  /** Component name → type. */
  readonly schemas: ReadonlyMap<string, TypeName>;
  /** Inline objects worth a name, by the `at` of their schema. */
  readonly inline: ReadonlyMap<string, TypeName>;
  /** Operation key → its names. */
  readonly operations: ReadonlyMap<string, OperationNames>;
  /**
   * The tree of resources, sorted by property name. One with an empty path comes first where there are operations that
   * belong to no resource: the client extends its class.
   */
  readonly resources: readonly ResourceNames[];
  /** Old names of component types that still work: old type → the one it stands for. */
  readonly typeAliases?: ReadonlyMap<string, TypeAlias>;
}

export interface TypeAlias {
  /** Component it is an old name of. */
  readonly schema: string;
  readonly type: string;
  readonly module: string;
}

/** An old name of a method that still works. */
export interface MethodAlias {
  readonly method: string;
  /** Operation value it had, unless something else is called so now. */
  readonly value?: string;
  /** Types it had, likewise. */
  readonly types: { readonly [kind in "params" | "result" | "errors" | "successes"]?: string };
  /** Key of the operation. */
  readonly operation: string;
}

export interface TypeName {
  readonly type: string;
  /** The twin without readOnly members, used in request bodies; only where it differs. */
  readonly input?: string;
  /** The module that declares it, relative to the SDK, without extension: `models`, `models/a`, `resources/repos`. */
  readonly module: string;
}

export interface OperationNames {
  /** `["customers", "sources"]`. */
  readonly resource: readonly string[];
  /** `list` */
  readonly method: string;
  /** The exported operation value: `customersSourcesList`. */
  readonly value: string;
  /** The interface of its argument: `CustomersSourcesListParams`. */
  readonly params: string;
  /** Alias of its result where the result is not a named type: `CustomersSourcesListResult`. */
  readonly result: string;
  /** Error map type: `CustomersSourcesListErrors`. */
  readonly errors: string;
  /** Map of its success bodies, where there are several: `CustomersSourcesListSuccesses`. */
  readonly successes: string;
  /** `in:name` → key in the argument object. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Why it is called so, for `inspect`. */
  readonly reason: string;
}

export interface ResourceNames {
  readonly path: readonly string[];
  /** Member of the client or of the parent resource: `repos`. */
  readonly property: string;
  /** `Repos`, `CustomersSources`. */
  readonly class: string;
  /** `resources/repos`, `resources/customers/sources`. */
  readonly module: string;
  /** Tag or path segment it came from. */
  readonly source: string;
  readonly description?: string;
  /** Keys of its own operations, sorted by method name. */
  readonly operations: readonly string[];
  readonly children: readonly ResourceNames[];
  /** Old names of methods, sorted. */
  readonly aliases?: readonly MethodAlias[];
}
