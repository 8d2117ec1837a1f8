import type { Json } from "../../load/document.js";
import type { Operation } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import { phrase } from "../text/words.js";
import { jsonMedia } from "../view/operation.js";
import { pointer } from "../view/pointer.js";
import { type Mark, Payloads, type Values } from "./payload.js";

/** What one webhook says about one place. */
export interface Said {
  readonly values: Values;
  readonly at: string;
}

/** A webhook, and what its deliveries hold at each place: `header:Name`, or a pointer into the body. */
export interface Sketch {
  readonly webhook: Operation;
  readonly says: ReadonlyMap<string, Said>;
}

/** What stands in headers and directly in the bodies. */
export function sketchOf(webhook: Operation, payloads: Payloads): Sketch {
  const says = new Map<string, Said>();
  for (const { name, in: where, schema, examples, at } of webhook.parameters) {
    if (where !== "header") continue;
    const shown = (): readonly Json[] => [...examples, ...(schema.examples ?? [])];
    // Headers are text, whatever their schema says.
    const values = textual(narrowed(payloads.values(schema), { webhook, name, shown }));
    says.set(`header:${name.toLowerCase()}`, { values, at });
  }
  const media = webhook.body && jsonMedia(webhook.body.media);
  if (media?.schema) members({ webhook, payloads, examples: media.examples, says }, media.schema, []);
  return { webhook, says };
}

/** The same, with what stands one object further in. */
export function deeper({ webhook, says: shallow }: Sketch, payloads: Payloads): Sketch {
  const says = new Map(shallow);
  const media = webhook.body && jsonMedia(webhook.body.media);
  if (media?.schema) {
    const reading = { webhook, payloads, examples: media.examples, says };
    for (const name of payloads.names(media.schema)) {
      const property = payloads.property(media.schema, name);
      if (property) members(reading, property, [name]);
    }
  }
  return { webhook, says };
}

interface Reading {
  readonly webhook: Operation;
  readonly payloads: Payloads;
  readonly examples: readonly Json[];
  readonly says: Map<string, Said>;
}

function members(reading: Reading, schema: Schema, path: readonly string[]): void {
  const { payloads, webhook, examples, says } = reading;
  for (const name of payloads.names(schema)) {
    const property = payloads.property(schema, name);
    if (!property) continue;
    const here = [...path, name];
    const shown = (): readonly (Json | undefined)[] => [
      ...examples.map((one) => within(one, here)),
      ...(property.examples ?? []),
    ];
    const values = narrowed(payloads.values(property), { webhook, name, shown });
    says.set(pointer(here), { values, at: property.at });
  }
}

/** Places that are there to say what event it is. */
const EVENT_NAME = /\b(?:event|topic)\b/;
const SAYS_KIND = /(?:^|\b)(?:type|kind|action|trigger)$/;

/** How much the name of a place says that it tells events apart. */
export function fitness(place: string): number {
  const name = phrase(place.replace(/^header:/, "").replace(/^.*\//, ""));
  if (EVENT_NAME.test(name) && !/\b(?:id|time|date|at)\b/.test(name)) return 3;
  return name === "type" ? 3 : SAYS_KIND.test(name) ? 2 : 0;
}

/**
 * Where a place may hold several values, the one that this webhook has: the one that is its own name, that an extension
 * of it says, or that all of its examples show.
 */
function narrowed(
  values: Values,
  given: { readonly webhook: Operation; readonly name: string; readonly shown: () => readonly (Json | undefined)[] },
): Values {
  if (values !== "open" && values.size <= 1) return values;
  const { webhook, name, shown } = given;
  if (values !== "open") {
    const names = [webhook.path, webhook.operationId].filter((one) => one !== undefined);
    const own = only(values, (value) => names.some((one) => one === value));
    const same = only(values, (value) => names.some((one) => phrase(one) === phrase(String(value))));
    const said = new Set<unknown>(Object.values(webhook.extensions));
    const found = own ?? same ?? only(values, (value) => said.has(value));
    if (found !== undefined) return new Set([found]);
  }
  // An example of an open place shows one value of many, unless the place is there to say what event it is.
  if (fitness(name) < 2) return values;
  const distinct = new Set(shown().filter((one) => one !== undefined));
  const [example] = distinct;
  if (distinct.size !== 1 || (typeof example !== "string" && typeof example !== "number")) return values;
  return values === "open" || values.has(example) ? new Set([example]) : values;
}

function only(values: ReadonlySet<Mark>, fits: (value: Mark) => boolean): Mark | undefined {
  const found = [...values].filter(fits);
  return found.length === 1 ? found[0] : undefined;
}

function textual(values: Values): Values {
  return values === "open" ? values : new Set([...values].map(String));
}

function within(value: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const name of path)
    at =
      typeof at === "object" && at !== null && !Array.isArray(at) && Object.hasOwn(at, name)
        ? (at as { readonly [name: string]: Json })[name]
        : undefined;
  return at;
}
