import type { Area, Change, Level } from "../change.js";
import { Changes } from "../change.js";
import { memberText, pathTo, textOf, type IntersectionType, type Member, type ObjectType, type Type } from "../type.js";
import type { SdkView } from "../view.js";
import { followed } from "./followed.js";
import { noteChanges } from "./limits.js";
import { Resolver } from "./resolve.js";
import { Trail } from "./trail.js";
import { compareAlternatives } from "./unions.js";
import { Unchanged, type Skips } from "./unchanged.js";

/** Whether users get values of a type or give them. It decides which of two changes breaks their programs. */
export type Direction = "read" | "write";

/** Where two types stand. */
export interface Spot {
  readonly subject: string;
  /** Members are parameters of a method. Default: properties. */
  readonly noun?: "parameter";
  readonly area: Area;
  readonly direction: Direction;
  /** The call or event it is in, or the pair of named types: see {@link Trail}. */
  readonly user?: string;
  readonly at: Change["at"];
}

/** A change before it has its place. */
export type Found = Omit<Change, "subject" | "area" | "at">;

/** Levels of one change for who reads and for who writes. */
export const by = (direction: Direction, levels: { readonly read: Level; readonly write: Level }): Level =>
  levels[direction];

/**
 * Compares types of two versions. What has a name is compared under it, once for each direction it is used in; the rest
 * where it stands.
 */
export class TypeComparison {
  readonly old: Resolver;
  readonly next: Resolver;
  /** Pairs of names that were compared: `Pet\nAnimal\nread`. */
  readonly #seen = new Set<string>();
  readonly trail = new Trail();
  /** Pairs without names that are being compared, outer ones first. */
  readonly #under = new Set<string>();
  /** Old name → new names that stand where it stood. */
  readonly successors = new Map<string, Set<string>>();
  /** What {@link differs} found, or assumes while it looks: a type may contain itself. */
  #measured = new Map<string, readonly Change[]>();
  #waiting: (() => void)[] = [];
  /** Code says nothing of limits and defaults. */
  readonly #sameSource: boolean;

  constructor(
    old: Pick<SdkView, "types" | "from">,
    next: Pick<SdkView, "types" | "from">,
    readonly changes: Changes,
    readonly unchanged: Skips = new Unchanged(old.types, next.types),
  ) {
    this.#sameSource = old.from === next.from;
    this.old = new Resolver(old);
    this.next = new Resolver(next);
  }

  compare(a: Type, b: Type, spot: Spot): void {
    this.pair(a, b, spot);
    // Names are compared after what refers to them, so that deep documents need no deep stack.
    for (let work = this.#waiting.pop(); work; work = this.#waiting.pop()) work();
  }

  add(spot: Spot, found: Found): void {
    this.changes.add({ ...found, subject: spot.subject, area: spot.area, at: spot.at }, spot.user);
  }

  /** The worst that a comparison finds, without telling it. */
  differs(a: Type, b: Type, spot: Spot): readonly Change[] {
    const key = `${textOf(a)}\n${textOf(b)}\n${spot.direction}`;
    const known = this.#measured.get(key);
    if (known) return known;
    this.#measured.set(key, []);
    const found = new Changes();
    const inner = new TypeComparison(this.old.view, this.next.view, found, this.unchanged);
    inner.#measured = this.#measured;
    inner.compare(a, b, spot);
    this.#measured.set(key, found.list);
    return found.list;
  }

  /** Part of a comparison that is under way. */
  pair(a: Type, b: Type, spot: Spot): void {
    const names = a === b ? this.#namesIn(a) : undefined;
    if (names) {
      for (const name of names) this.#names(name, name, spot);
      return;
    }
    if (a.kind === "ref" && b.kind === "ref") return this.#names(a.name, b.name, spot);
    // Most types have no parts and are what they were.
    if ((a.kind === "word" || a.kind === "literal") && a.kind === b.kind && a.text === b.text)
      return this.#notes(a, b, spot);
    // A type that contains itself, written out or as parts of intersections, would never end.
    const key = `${textOf(a)}\n${textOf(b)}\n${spot.direction}`;
    if (this.#under.has(key)) return;
    this.#under.add(key);
    this.#shapes(a, b, spot);
    this.#under.delete(key);
  }

  /** What can differ in a type that both sides share. Undefined: it is not told by names alone. */
  #namesIn(type: Type): readonly string[] | undefined {
    const found = followed(type);
    const isOwn = (name: string): boolean =>
      [this.old, this.next].every((side) => /^(?:object|intersection)$/.test(side.resolve({ kind: "ref", name }).kind));
    return found?.alternatives.every(isOwn) ? found.names : undefined;
  }

  #names(a: string, b: string, spot: Spot): void {
    const names = this.successors.get(a) ?? new Set();
    this.successors.set(a, names.add(b));
    if (a === b && this.unchanged.type(a)) return;
    const key = `${a}\n${b}\n${spot.direction}`;
    const [old, next] = [this.old.view.types.get(a), this.next.view.types.get(b)];
    if (!old || !next) {
      if (a !== b) this.add(spot, { level: "breaking", kind: "type-changed", message: `${a} → ${b}` });
      return;
    }
    // Another type stands here now, and the old one is still there: that is no change of the old one.
    if (a !== b && this.next.view.types.has(a)) return this.#replaced(a, b, spot);
    this.trail.add(key, spot.user);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const at = pointers(old.at, next.at);
    const named: Spot = { subject: a, user: key, area: "type", direction: spot.direction, at };
    if (a === b && !old.deprecated && next.deprecated) this.add(named, DEPRECATED);
    this.#waiting.push(() => this.pair(old.type, next.type, named));
  }

  #replaced(a: string, b: string, spot: Spot): void {
    const [old, next] = [this.old.resolve({ kind: "ref", name: a }), this.next.resolve({ kind: "ref", name: b })];
    const [first] = this.differs(old, next, { ...spot, subject: a });
    if (!first) return;
    const why = `${first.subject} ${first.message}`;
    this.add(spot, { level: first.level, kind: "type-changed", message: `${a} → ${b}`, why });
  }

  #shapes(a: Type, b: Type, spot: Spot): void {
    this.#notes(a, b, spot);
    const [old, next] = [this.old.resolve(a), this.next.resolve(b)];
    if (old.kind === "intersection" && next.kind === "intersection" && this.#sameBases(old.members, next.members)) {
      const [x, y] = [this.old.object(old), this.next.object(next)];
      for (const base of old.members)
        if (base.kind === "ref" && !this.#mended(base, x, y, spot)) this.pair(base, base, spot);
      const own = new Set([...ownMembers(this.old, old.members), ...ownMembers(this.next, next.members)]);
      // A member that one of them has from a base is not gone.
      if (x && y) return this.#objects(only(own, x), only(own, y), spot);
    }
    const [x, y] = [this.old.object(old), this.next.object(next)];
    if (x && y) return this.#objects(x, y, spot);
    if (old.kind === "array" && next.kind === "array")
      return this.pair(old.items, next.items, { ...spot, subject: `${spot.subject}[]` });
    if (old.kind === "tuple" && next.kind === "tuple" && old.places.length === next.places.length) {
      old.places.forEach((place, index) => {
        this.pair(place.type, next.places[index]!.type, { ...spot, subject: `${spot.subject}[${index}]` });
      });
      return;
    }
    if (old.kind === "intersection" && next.kind === "intersection" && this.#isWhole(old, next))
      return old.members.forEach((part, index) => this.pair(part, next.members[index]!, spot));
    compareAlternatives(this, old, next, spot);
  }

  /** Intersections of as many parts that are no objects and have no alternatives: lists that are of two kinds at once. */
  #isWhole(old: IntersectionType, next: IntersectionType): boolean {
    const single = this.old.alternatives(old).length === 1 && this.next.alternatives(next).length === 1;
    return single && old.members.length === next.members.length;
  }

  /** What a base lost is in the whole still, from another part of it. */
  #mended(base: Type, old: ObjectType | undefined, next: ObjectType | undefined, spot: Spot): boolean {
    if (!old || !next || worst(this.differs(base, base, spot)) !== "breaking") return false;
    return worst(this.differs(old, next, spot)) !== "breaking";
  }

  #sameBases(a: readonly Type[], b: readonly Type[]): boolean {
    const names = (all: readonly Type[]) =>
      all
        .flatMap((one) => (one.kind === "ref" ? [one.name] : []))
        .toSorted()
        .join();
    return names(a) === names(b) && names(a) !== "";
  }

  #objects(a: ObjectType, b: ObjectType, spot: Spot): void {
    for (const [name, old] of a.members) {
      const next = b.members.get(name);
      const here: Spot = { ...spot, subject: within(spot, name), at: pointers(old.at, next?.at ?? spot.at.new) };
      if (next) this.#member(old, next, here);
      else this.#gone(old, b.rest, here);
    }
    for (const [name, next] of b.members)
      if (!a.members.has(name)) {
        const at = pointers(spot.at.old, next.at);
        this.#come(next, a.rest, { ...spot, subject: within(spot, name), at });
      }
    this.#rest(a, b, spot);
  }

  /** A member that both have. */
  #member(old: Member, next: Member, spot: Spot): void {
    const noun = nounOf(spot);
    if (old.optional && !next.optional)
      this.add(spot, {
        level: by(spot.direction, { read: "feature", write: "breaking" }),
        kind: `${noun}-became-required`,
        message: "is required now",
        ...(spot.direction === "write" && { why: "what is sent without it no longer compiles" }),
      });
    if (!old.optional && next.optional)
      this.add(spot, {
        level: by(spot.direction, { read: "breaking", write: "feature" }),
        kind: `${noun}-became-optional`,
        message: "is optional now",
        ...(spot.direction === "read" && { why: "it may be undefined where it was sure to be there" }),
      });
    if (!old.deprecated && next.deprecated) this.add(spot, DEPRECATED);
    const { noun: _members, ...inner } = spot;
    this.pair(old.type, next.type, inner);
  }

  #gone(old: Member, rest: Type | undefined, spot: Spot): void {
    const noun = nounOf(spot);
    const kind = `${noun}-removed`;
    // An index signature takes it still.
    const fits = rest && spot.direction === "write" && worst(this.differs(old.type, rest, spot)) !== "breaking";
    if (fits) return this.add(spot, { level: "fix", kind, message: `removed; other members of that type are taken` });
    const why = spot.direction === "write" ? "object literals that have it no longer compile" : undefined;
    this.add(spot, { level: "breaking", kind, message: `removed (was ${short(old.type)})`, ...(why && { why }) });
  }

  #come(next: Member, rest: Type | undefined, spot: Spot): void {
    const kind = `${nounOf(spot)}-added`;
    const required = !next.optional && spot.direction === "write";
    const mark = next.optional ? "optional" : "required";
    const narrower = rest && worst(this.differs(rest, next.type, spot)) === "breaking";
    const level: Level = required || narrower ? "breaking" : "feature";
    const why = narrower && !required ? "it was taken before, as any other member is" : undefined;
    this.add(spot, { level, kind, message: `added (${mark}, ${short(next.type)})`, ...(why && { why }) });
  }

  #rest(a: ObjectType, b: ObjectType, spot: Spot): void {
    const here = { ...spot, subject: `${spot.subject}[key]` };
    if (a.rest && b.rest) return this.pair(a.rest, b.rest, here);
    if (a.rest && !b.rest)
      this.add(here, {
        level: "breaking",
        kind: "other-properties-removed",
        message: "other members are not typed any more",
      });
    if (!a.rest && b.rest)
      this.add(here, {
        level: "feature",
        kind: "other-properties-added",
        message: `other members are ${short(b.rest)}`,
      });
  }

  #notes(a: Type, b: Type, spot: Spot): void {
    if (!this.#sameSource || a.notes === b.notes) return;
    for (const { kind, message, stricter } of noteChanges(a.notes, b.notes)) {
      const atRunTime = spot.direction === "write" && stricter;
      this.add(spot, { level: "fix", kind, message, ...(atRunTime && { atRunTime }) });
    }
  }
}

/** Names of members that an intersection has of its own, beside those of the types that it names. */
function ownMembers(side: Resolver, parts: readonly Type[]): Iterable<string> {
  const members = parts.filter((one) => one.kind !== "ref");
  return side.object({ kind: "intersection", members })?.members.keys() ?? [];
}

const only = (names: ReadonlySet<string>, { members, ...type }: ObjectType): ObjectType => ({
  ...type,
  members: new Map([...members].filter(([name]) => names.has(name))),
});

export const DEPRECATED: Found = { level: "feature", kind: "deprecated", message: "is deprecated" };

const nounOf = ({ noun }: Spot): string => noun ?? "property";

/** `Pet.owner`; of a method `pets.list(limit)`. */
const within = ({ noun, subject }: Spot, name: string): string =>
  noun === "parameter" ? `${subject}(${memberText(name)})` : pathTo(subject, name);

export function worst(changes: readonly Change[]): Level | undefined {
  return changes[0]?.level;
}

export function pointers(old: string | undefined, next: string | undefined): Change["at"] {
  return { ...(old !== undefined && { old }), ...(next !== undefined && { new: next }) };
}

/** A type for a line of text. */
export function short(type: Type): string {
  const text = textOf(type);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
