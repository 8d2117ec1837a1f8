import { createHash } from "node:crypto";
import type { Api } from "../../model/api.js";
import type { Names, TypeName } from "../../name/names.js";

/** Members of the IR that may name a component. Inline types are named by their place, `at`. */
const REFERENCES: ReadonlySet<string> = new Set(["target", "schema", "default"]);

/**
 * Digests of what stands behind references. The text of a type depends on the schemas it refers to, and on theirs; so
 * each component has a digest of everything that can be reached from it.
 */
export class ComponentDigests {
  readonly #names: Names;
  readonly #known: ReadonlySet<string>;
  /** A component is looked at for its own sake and for each of its types. */
  readonly #scans = new WeakMap<object, Scan>();
  /** Component → what it is by itself, and the components that it names. */
  readonly #own = new Map<string, Own>();
  readonly #reach = new Map<string, string>();

  constructor(api: Api, names: Names) {
    this.#names = names;
    this.#known = new Set(api.schemas.map((one) => one.name));
    for (const { name, schema } of api.schemas) this.#own.set(name, this.#describe(schema, names.schemas.get(name)));
    this.#condense();
  }

  /** Digest of a schema or an operation, of plain data about it, of all that they refer to, and of what else decides. */
  of(node: object, about: unknown, more: string): string {
    const { text, targets } = this.#describe(node, about);
    return sha([more, text, ...[...targets].toSorted().map((target) => this.#reach.get(target) ?? "")].join("\n"));
  }

  #describe(node: object, about: unknown): Own {
    const known = this.#scans.get(node) ?? this.#scan(node);
    this.#scans.set(node, known);
    const parts = [known, this.#scan(about ?? null)];
    return {
      text: sha(parts.map(({ digest }) => digest).join(" ")),
      targets: new Set(parts.flatMap(({ targets }) => targets)),
    };
  }

  #scan(value: unknown): Scan {
    const found: Found = { targets: new Set(), types: [] };
    this.#collect(value, found);
    return { digest: sha(JSON.stringify(value) + JSON.stringify(found.types)), targets: [...found.targets] };
  }

  /** In the order of its JSON. */
  #collect(value: unknown, found: Found): void {
    if (Array.isArray(value)) for (const item of value) this.#collect(item, found);
    else if (isObject(value)) {
      for (const key in value) {
        const item = value[key];
        if (typeof item !== "string") this.#collect(item, found);
        else if (key === "at") {
          const type = this.#names.inline.get(item);
          if (type) found.types.push([item, type]);
        } else if (REFERENCES.has(key) && this.#known.has(item)) found.targets.add(item);
      }
    }
  }

  /** Components that reach each other have one digest; what they reach beside comes into it (Tarjan, without recursion). */
  #condense(): void {
    const index = new Map<string, number>();
    const low = new Map<string, number>();
    const open: string[] = [];
    const isOpen = new Set<string>();
    const enter = (name: string): Frame => {
      index.set(name, index.size);
      low.set(name, index.get(name)!);
      open.push(name);
      isOpen.add(name);
      return { name, rest: [...this.#own.get(name)!.targets] };
    };
    for (const root of this.#own.keys()) {
      if (index.has(root)) continue;
      const path = [enter(root)];
      while (path.length > 0) {
        const { name, rest } = path.at(-1)!;
        const next = rest.pop();
        if (next === undefined) {
          path.pop();
          const parent = path.at(-1)?.name;
          if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(name)!));
          if (low.get(name) === index.get(name)) this.#close(open.splice(open.lastIndexOf(name)), isOpen);
        } else if (!index.has(next)) path.push(enter(next));
        else if (isOpen.has(next)) low.set(name, Math.min(low.get(name)!, index.get(next)!));
      }
    }
  }

  #close(members: readonly string[], isOpen: Set<string>): void {
    const beyond = new Set<string>();
    for (const one of members) {
      isOpen.delete(one);
      for (const target of this.#own.get(one)!.targets) {
        const reach = this.#reach.get(target);
        if (reach !== undefined) beyond.add(reach);
      }
    }
    const group = sha(
      [...members.map((one) => `${one}\n${this.#own.get(one)!.text}`).toSorted(), ...[...beyond].toSorted()].join("\n"),
    );
    for (const one of members) this.#reach.set(one, sha(`${group} ${one}`));
  }
}

/** A digest of plain data and of the names of inline types in it, and the components that it refers to. */
interface Scan {
  readonly digest: string;
  readonly targets: readonly string[];
}

interface Found {
  readonly targets: Set<string>;
  readonly types: (readonly [place: string, type: TypeName])[];
}

interface Own {
  readonly text: string;
  readonly targets: ReadonlySet<string>;
}

interface Frame {
  readonly name: string;
  readonly rest: string[];
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}

function sha(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
