import type { TypeText } from "./types/index.js";

const RUNTIME = "@sdkwright/runtime";

/** Extension in import specifiers: `ApiConfig.importExtension`. */
export type Extension = ".js" | ".ts" | "";

/** Gathers what one module uses from others, and prints the import statements for it. */
export class Imports {
  readonly #types = new Map<string, Set<string>>();
  readonly #values = new Map<string, Set<string>>();

  constructor(
    /** The module that imports, as in `TypeName.module`. */
    readonly self: string,
    readonly extension: Extension,
  ) {}

  /** Takes what a type needs into scope, and gives its text. */
  use(type: TypeText): string {
    for (const [name, module] of type.imports) this.type(name, module);
    for (const name of type.runtime) this.type(name);
    return type.text;
  }

  type(name: string, module: string = RUNTIME): void {
    if (module !== this.self) add(this.#types, this.#face(module), name);
  }

  value(name: string, module: string = RUNTIME): void {
    if (module !== this.self) add(this.#values, this.#face(module), name);
  }

  /** All that was gathered, as plain data: name and module, with `=` before the name of a value. */
  entries(): (readonly [name: string, module: string])[] {
    const list = (map: ReadonlyMap<string, ReadonlySet<string>>, mark: string) =>
      [...map].flatMap(([module, names]) => Array.from(names, (name) => [mark + name, module] as const));
    return [...list(this.#types, ""), ...list(this.#values, "=")];
  }

  /** Takes {@link entries} of the same module into scope. */
  take(entries: readonly (readonly [name: string, module: string])[]): void {
    for (const [name, module] of entries)
      if (name.startsWith("=")) add(this.#values, module, name.slice(1));
      else add(this.#types, module, name);
  }

  /** How models are split is nobody's business but theirs. */
  #face(module: string): string {
    return module.startsWith("models/") && !this.self.startsWith("models/") ? "models" : module;
  }

  /** The runtime first, then the SDK's own modules by path; values before types. */
  print(): string {
    const modules = [...new Set([...this.#types.keys(), ...this.#values.keys()])].toSorted(
      (a, b) => Number(b.startsWith(RUNTIME)) - Number(a.startsWith(RUNTIME)) || (a < b ? -1 : 1),
    );
    return modules.map((module) => this.#statement(module)).join("");
  }

  #statement(module: string): string {
    const values = [...(this.#values.get(module) ?? [])].toSorted();
    const types = [...(this.#types.get(module) ?? [])].filter((name) => !values.includes(name)).toSorted();
    const names = values.length === 0 ? types : [...values, ...types.map((name) => `type ${name}`)];
    const from = module.startsWith(RUNTIME) ? module : specifier(this.self, module, this.extension);
    const keyword = values.length === 0 ? "import type" : "import";
    const line = `${keyword} { ${names.join(", ")} } from "${from}";\n`;
    return line.length <= 121
      ? line
      : `${keyword} {\n${names.map((name) => `  ${name},\n`).join("")}} from "${from}";\n`;
  }
}

/** How one module of an SDK names another. Module paths are ASCII by construction. */
export function specifier(from: string, to: string, extension: Extension): string {
  const here = from.split("/").slice(0, -1);
  const there = to.split("/");
  let common = 0;
  while (common < here.length && here[common] === there[common]) common++;
  const up = "../".repeat(here.length - common);
  return `${up === "" ? "./" : up}${there.slice(common).join("/")}${extension}`;
}

function add(map: Map<string, Set<string>>, module: string, name: string): void {
  const names = map.get(module);
  if (names) names.add(name);
  else map.set(module, new Set([name]));
}
