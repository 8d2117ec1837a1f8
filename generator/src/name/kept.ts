/** Names of an earlier run: the contents of the file that `namesFile` names. Keys are wire names or JSON Pointers. */
export interface KeptNames {
  readonly client?: string;
  readonly env?: string;
  /** Name of the package: `github-sdk`. */
  readonly package?: string;
  /** Path of a resource → its class. */
  readonly resources: ReadonlyMap<string, string>;
  /** Operation key → its names. */
  readonly operations: ReadonlyMap<string, KeptOperation>;
  /** Component → its names. */
  readonly schemas: ReadonlyMap<string, KeptSchema>;
  /** `at` of an inline object → its type. */
  readonly inline: ReadonlyMap<string, KeptType>;
}

export interface KeptType {
  readonly type: string;
  readonly input?: string;
}

export interface KeptOperation {
  /** `pets.list` */
  readonly name: string;
  readonly value: string;
  readonly id?: string;
  readonly tag?: string;
  /** Its types, where they are not called as its value says. */
  readonly types?: KeptOperationTypes;
  /** Older names that still work. */
  readonly aliases: readonly string[];
}

export type KeptOperationTypes = { readonly [kind in "params" | "result" | "errors" | "successes"]?: string };

export interface KeptSchema extends KeptType {
  /** Hash of what the schema says, so that it is known again under another name. */
  readonly shape: string;
  /** Older names of the type that still work; `PetInput` among them. */
  readonly aliases: readonly string[];
}

export const NOTHING_KEPT: KeptNames = {
  resources: new Map(),
  operations: new Map(),
  schemas: new Map(),
  inline: new Map(),
};
