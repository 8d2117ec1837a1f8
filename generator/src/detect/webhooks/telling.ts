import type { Mark } from "./payload.js";
import { fitness, type Sketch } from "./places.js";

/** Places that together tell events apart, and which events they tell. */
export interface Telling {
  readonly places: readonly string[];
  readonly told: ReadonlySet<Sketch>;
}

/** How many places are tried in pairs: all that tell much, and far fewer than a large body has. */
const CANDIDATES = 5;

/**
 * The place, or the two, that tell the most events from all others. Of places that tell as many, the one whose name says
 * so is taken; then bodies before headers, since signatures cover them; then the shorter one.
 */
export function telling(sketches: readonly Sketch[]): Telling | undefined {
  const singles = placesOf(sketches).map((place) => judged([place], [likenesses(place, sketches)], sketches));
  const best = singles.toSorted(better)[0];
  if (!best) return undefined;
  if (best.told.size === sketches.length) return best;
  const likely = singles.toSorted((a, b) => b.apart - a.apart || better(a, b)).slice(0, CANDIDATES);
  const pairs = likely.flatMap((one, index) =>
    likely.slice(index + 1).map((other) => {
      const [places, alike] = [inOrder(one.places[0]!, other.places[0]!, sketches), [...one.alike, ...other.alike]];
      return judged(places, alike, sketches);
    }),
  );
  // A second place must be worth its while.
  const pair = pairs.toSorted(better)[0];
  const found = pair && pair.told.size > best.told.size ? pair : best;
  return found.told.size > 0 ? found : undefined;
}

/** The events whose deliveries may hold at a place what those of an event do. Absent: any, since it has no values there. */
type Likenesses = ReadonlyMap<Sketch, ReadonlySet<Sketch>>;

interface Judged extends Telling {
  readonly alike: readonly Likenesses[];
  /** Pairs of events that are told apart. */
  readonly apart: number;
}

/** An event is told from those that are unlike it at one of the places. */
function judged(places: readonly string[], alike: readonly Likenesses[], sketches: readonly Sketch[]): Judged {
  let apart = 0;
  const told = sketches.filter((one) => {
    const [fewest, ...others] = alike.flatMap((at) => at.get(one) ?? []).toSorted((a, b) => a.size - b.size);
    if (!fewest) return false;
    let left = 0;
    for (const other of fewest) if (others.every((at) => at.has(other))) left++;
    apart += sketches.length - 1 - left;
    return left === 0;
  });
  return { places, alike, told: new Set(told), apart };
}

function likenesses(place: string, sketches: readonly Sketch[]): Likenesses {
  const open: Sketch[] = [];
  const having = new Map<Mark, Sketch[]>();
  for (const sketch of sketches) {
    const values = sketch.says.get(place)?.values;
    if (values === "open") open.push(sketch);
    else
      for (const value of values ?? []) {
        const known = having.get(value);
        if (known) known.push(sketch);
        else having.set(value, [sketch]);
      }
  }
  const found = new Map<Sketch, Set<Sketch>>();
  for (const alike of having.values())
    for (const one of alike) {
      const known = found.get(one) ?? new Set(open);
      for (const other of alike) if (other !== one) known.add(other);
      found.set(one, known);
    }
  return found;
}

/** Places where some event has values of its own. */
function placesOf(sketches: readonly Sketch[]): readonly string[] {
  const counts = new Map<string, Set<Mark>>();
  for (const { says } of sketches)
    for (const [place, { values }] of says) {
      if (values === "open") continue;
      const known = counts.get(place) ?? new Set();
      for (const value of values) known.add(value);
      counts.set(place, known);
    }
  return [...counts].filter(([, values]) => values.size > 1).map(([place]) => place);
}

function better(a: Judged, b: Judged): number {
  const sum = ({ places }: Judged): number => places.reduce((total, place) => total + fitness(place), 0);
  const headers = ({ places }: Judged): number => places.filter((place) => place.startsWith("header:")).length;
  const text = ({ places }: Judged): string => places.join(" ");
  return (
    b.told.size - a.told.size ||
    sum(b) - sum(a) ||
    headers(a) - headers(b) ||
    text(a).length - text(b).length ||
    (text(a) < text(b) ? -1 : 1)
  );
}

/** The one that more events have is the event's type; the other is the finer. */
function inOrder(one: string, other: string, sketches: readonly Sketch[]): readonly string[] {
  const having = (place: string): number =>
    sketches.filter(({ says }) => says.has(place) && says.get(place)?.values !== "open").length;
  const [a, b] = [having(one), having(other)];
  const isFirst = a === b ? fitness(one) > fitness(other) || (fitness(one) === fitness(other) && one < other) : a > b;
  return isFirst ? [one, other] : [other, one];
}
