import { isObject } from "../json.js";
import { toPointer } from "../pointer.js";
import type { Finding } from "../session.js";
import { encloses, type Bases, type Named } from "./bases.js";
import type { Site, Target } from "./site.js";

/**
 * Dynamic references that were read as plain ones, though another schema might have given them another meaning: which
 * one holds depends on who refers to the schema they stand in, beyond what a copy of a generic schema can say.
 */
export class Overridable {
  readonly #met: { readonly site: Site; readonly target: Target; readonly name: string }[] = [];
  readonly #binding: Pick<Site, "source" | "steps">[] = [];

  constructor(readonly bases: Bases) {}

  /** This schema fills in a generic one: its anchors have done what they are for. */
  bound(site: Site): void {
    this.#binding.push(site);
  }

  /** A reference, and what it was found to lead to without regard to callers. */
  met(site: Site, target: Target): void {
    const name = site.text.slice(site.text.indexOf("#") + 1);
    const open = site.key === "$dynamicRef" && isObject(target.node) && target.node.$dynamicAnchor === name;
    if (open) this.#met.push({ site, target, name });
  }

  /** Asked when all anchors are known. */
  *findings(): Generator<{ readonly site: Site; readonly finding: Finding }> {
    for (const { site, target, name } of this.#met) {
      const others = (this.bases.dynamic.get(name) ?? []).filter((one) => !isAt(one, target) && !this.#isUsed(one));
      if (others.length === 0) continue;
      const places = others.map(({ source, steps }) => `${source.name}#${toPointer(steps)}`);
      const finding = {
        code: "load/dynamic-ref",
        message: `\`${site.text}\` may mean other schemas, depending on who refers here; it is read as its own \`$dynamicAnchor\`. Others: ${places.slice(0, 3).join(", ")}.`,
        fix: "Let the schema that binds the anchor refer to this one directly.",
      };
      yield { site, finding };
    }
  }

  #isUsed(anchor: Named): boolean {
    return this.#binding.some(({ source, steps }) => source === anchor.source && encloses(steps, anchor.steps));
  }
}

function isAt(anchor: Named, { source, steps }: Target): boolean {
  return anchor.source === source && toPointer(anchor.steps) === toPointer(steps);
}
