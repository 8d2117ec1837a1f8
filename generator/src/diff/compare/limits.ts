import type { Json } from "../../load/document.js";
import type { Notes } from "../type.js";

const LOWER = new Set(["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"]);
const UPPER = new Set(["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"]);

/** How what types do not say has changed, one entry each. `stricter`: what was sent before may be refused now. */
export function noteChanges(
  old: Notes | undefined,
  next: Notes | undefined,
): { readonly kind: string; readonly message: string; readonly stricter: boolean }[] {
  const [before, after] = [flat(old), flat(next)];
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return names.flatMap((name) => {
    const [a, b] = [before.get(name), after.get(name)];
    if (JSON.stringify(a) === JSON.stringify(b)) return [];
    const kind = name === "default" ? "default-changed" : name === "format" ? "format-changed" : "limit-changed";
    return [{ kind, message: `${name}: ${shown(a)} → ${shown(b)}`, stricter: isStricter(name, a, b) }];
  });
}

function flat(notes: Notes | undefined): Map<string, Json> {
  const all = new Map<string, Json>(Object.entries(notes?.limits ?? {}));
  if (notes?.format !== undefined) all.set("format", notes.format);
  if (notes?.default !== undefined) all.set("default", notes.default);
  return all;
}

function isStricter(name: string, old: Json | undefined, next: Json | undefined): boolean {
  if (name === "default") return true;
  if (name === "additionalProperties") return next === false;
  if (next === undefined || next === false) return false;
  const grew = typeof old === "number" && typeof next === "number" ? next > old : undefined;
  if (grew === undefined) return true;
  return LOWER.has(name) ? grew : UPPER.has(name) ? !grew : true;
}

function shown(value: Json | undefined): string {
  if (value === undefined) return "none";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
