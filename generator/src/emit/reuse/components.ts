import { createHash } from "node:crypto";
import type { Api } from "../../model/api.js";
import type { Names } from "../../name/names.js";

/** What an object of the IR refers to, by its JSON: components by name, inline types by place. */
const REFERENCE = /"(at|target|schema|default)":"((?:[^"\\]|\\.)*)"/g;

/**
 * Digests of what stands behind references. The text of a type depends on the schemas it refers to, and on theirs; so
 * each component has a digest of everything that can be reached from it.
 */
export class ComponentDigests {
  readonly #names: Names;
  /** Component → what it is by itself, and the components that it names. */
  readonly #own = new Map<string, Own>();
  readonly #reach = new Map<string, string>();

  constructor(api: Api, names: Names) {
    this.#names = names;
    const known = new Set(api.schemas.map((one) => one.name));
    for (const { name, schema } of api.schemas)
      this.#own.set(
        name,
        this.#describe([schema, names.schemas.get(name)], (target) => known.has(target)),
      );
    this.#condense();
  }

  /** Digest of plain data, of all that it refers to, and of what else decides. */
  of(value: unknown, more: string): string {
    const { text, targets } = this.#describe(value, (target) => this.#own.has(target));
    return sha([more, text, ...[...targets].toSorted().map((target) => this.#reach.get(target) ?? "")].join("\n"));
  }

  #describe(value: unknown, isComponent: (target: string) => boolean): Own {
    const json = JSON.stringify(value);
    const targets = new Set<string>();
    const inline: unknown[] = [];
    for (const [, key, raw] of json.matchAll(REFERENCE)) {
      const text = raw!.includes("\\") ? (JSON.parse(`"${raw}"`) as string) : raw!;
      if (key !== "at") {
        if (isComponent(text)) targets.add(text);
      } else {
        const name = this.#names.inline.get(text);
        if (name) inline.push([text, name]);
      }
    }
    return { text: json + JSON.stringify(inline), targets };
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

interface Own {
  readonly text: string;
  readonly targets: ReadonlySet<string>;
}

interface Frame {
  readonly name: string;
  readonly rest: string[];
}

function sha(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
