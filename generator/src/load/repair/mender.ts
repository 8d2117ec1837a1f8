import type { Json, JsonObject } from "../document.js";
import { isObject, member } from "../json.js";
import { toPointer, toSteps } from "../pointer.js";
import type { Session } from "../session.js";
import type { Version } from "../version.js";
import { SECTIONS, type Kind } from "../walk/shapes.js";
import type { Cursor } from "../walk/walk.js";

/** Reports what is mended in one document, with its place in the source. */
export class Mender {
  readonly #references = new Map<string, boolean>();
  readonly #targets = new Map<string, JsonObject>();

  constructor(
    readonly root: JsonObject,
    readonly version: Version,
    readonly session: Session,
  ) {}

  /** A change that keeps what the author plainly meant. */
  repair(at: Cursor | string, code: string, message: string, fix: string): void {
    this.#add("repair", at, code, message, fix);
  }

  /** A change that loses something, or a guess. */
  warn(at: Cursor | string, code: string, message: string, fix: string): void {
    this.#add("warn", at, code, message, fix);
  }

  /** A parameter, or what a reference to one leads to. References lead straight to components by now. */
  resolve(value: Json | undefined): JsonObject | undefined {
    if (!isObject(value)) return undefined;
    const { $ref: text } = value;
    if (typeof text !== "string") return value;
    const known = this.#targets.get(text) ?? this.#follow(text);
    if (known) this.#targets.set(text, known);
    return known;
  }

  #follow(text: string): JsonObject | undefined {
    let target: Json | undefined = this.root;
    for (const step of toSteps(text.slice(1).replaceAll("%25", "%"))) {
      target = isObject(target) ? member(target, step) : undefined;
    }
    return isObject(target) ? target : undefined;
  }

  /** References lead to components by now; what still does not is in a place where none was expected. */
  checkReference(node: JsonObject, kind: Kind, cursor: Cursor): void {
    const text = String(node.$ref);
    const known = this.#references.get(text) ?? this.#leadsSomewhere(text, kind);
    this.#references.set(text, known);
    if (known) return;
    delete node.$ref;
    this.warn(cursor, "load/ref-not-found", `\`${text}\` leads nowhere; it is left out.`, "Mend the reference.");
  }

  #leadsSomewhere(text: string, kind: Kind): boolean {
    const start = `#/components/${SECTIONS[kind] ?? ""}/`;
    if (!text.startsWith(start)) return false;
    const [name = ""] = toSteps(`/${text.slice(start.length).replaceAll("%25", "%")}`);
    const { components } = this.root;
    const section = isObject(components) ? components[SECTIONS[kind]!] : undefined;
    return isObject(section) && Object.hasOwn(section, name);
  }

  /** The scalar at a pointer as it was written: `1.0` where the value is 1. */
  literal(at: string, value: Json): string {
    if (typeof value === "string") return value;
    const origin = this.session.origins.find(this.root, at);
    const written = origin?.source.literal(origin.pointer);
    return written === undefined || written === "" ? String(value) : written;
  }

  /** Lets a new node count as standing where another one does. */
  sameOrigin(node: Json, cursor: Cursor, ...steps: readonly (string | number)[]): void {
    const origin = this.session.origins.find(this.root, toPointer([...cursor.steps, ...steps]));
    if (origin) this.session.origins.set(node, origin);
  }

  #add(severity: "repair" | "warn", at: Cursor | string, code: string, message: string, fix: string): void {
    const pointer = typeof at === "string" ? at : at.pointer();
    const origin = this.session.origins.find(this.root, pointer);
    this.session.add(severity, { code, message, at: pointer, fix }, origin);
  }
}
