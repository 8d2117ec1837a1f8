import { valueAt } from "../paging/pointer.js";
import type { EventMark, WebhooksDefinition } from "./definition.js";
import type { DeliveryHeaders } from "./headers.js";

/** What a delivery says at each of the places that tell events apart. */
export function marksOf({ by }: WebhooksDefinition, headers: DeliveryHeaders, body: unknown): readonly unknown[] {
  return by.map((place) =>
    place.startsWith("header:") ? headers.get(place.slice("header:".length)) : valueAt(body, place),
  );
}

/** The event that these marks tell: of several, the one that says the most. */
export function toldBy({ events }: WebhooksDefinition, marks: readonly unknown[]): string | undefined {
  let best: { readonly name: string; readonly weight: number } | undefined;
  for (const [name, wanted] of Object.entries(events)) {
    if (!wanted || !wanted.every((mark, place) => mark === null || fits(mark, marks[place]))) continue;
    const weight = wanted.filter((mark) => mark !== null).length;
    if (!best || weight > best.weight) best = { name, weight };
  }
  return best?.name;
}

function fits(mark: EventMark, value: unknown): boolean {
  if (typeof mark === "string" || typeof mark === "number") return mark === value;
  return mark.some((one) => one === value);
}
