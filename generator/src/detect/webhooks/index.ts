import type { ApiConfig } from "../../config/config.js";
import type { Api } from "../../model/api.js";
import type { Report } from "../../report/diagnostic.js";
import type { Evidence, WebhookFacts, WebhookMarks } from "../facts.js";
import { parts } from "../view/pointer.js";
import { Payloads } from "./payload.js";
import { deeper, fitness, sketchOf, type Sketch } from "./places.js";
import { signatureOf } from "./signature.js";
import { telling, type Telling } from "./telling.js";

/** How webhooks are signed, and what tells them apart. Undefined: the API has none. */
export function detectWebhooks(api: Api, config: ApiConfig, report: Report): WebhookFacts | undefined {
  if (api.webhooks.length === 0) {
    if (config.webhooks)
      report.add({
        code: "detect/no-webhooks",
        severity: "warn",
        message: "`webhooks` of the configuration says something of webhooks, but the document has none.",
        fix: "Remove it, or describe them under `webhooks`.",
      });
    return undefined;
  }
  const payloads = new Payloads(new Map(api.schemas.map((one) => [one.name, one.schema])));
  let sketches = api.webhooks.map((one) => sketchOf(one, payloads));
  let found = api.webhooks.length === 1 ? onlyOne(sketches, payloads) : telling(sketches);
  if (api.webhooks.length > 1 && mayBeBetter(found, sketches)) {
    const further = sketches.map((one) => deeper(one, payloads));
    const other = telling(further);
    if (other) [sketches, found] = [further, other];
  }
  const signature = config.webhooks?.scheme ? configured(config.webhooks.scheme) : signatureOf(api.webhooks);
  return {
    ...(signature && { signature }),
    by: (found?.places ?? []).map((place) => spelled(place, api)),
    marks: sketches.map((one) => ({ name: one.webhook.key, marks: marksOf(one, found, sketches.length === 1) })),
    evidence: found ? evidenceOf(found, sketches) : [],
  };
}

/** Not all are told, or by a header alone, which anybody who sends a signed body again may change. */
function mayBeBetter(found: Telling | undefined, sketches: readonly Sketch[]): boolean {
  if (!found || found.told.size < sketches.length) return true;
  return found.places.every((place) => place.startsWith("header:"));
}

/** The only webhook of a document needs nothing to tell it, but where its type is stated, another is another event. */
function onlyOne(sketches: readonly Sketch[], payloads: Payloads): Telling | undefined {
  const [one] = sketches;
  const body = one?.webhook.body?.media[0]?.schema;
  if (!one || !body) return undefined;
  const place = [...one.says]
    .filter(([, { values }]) => values !== "open" && values.size > 0)
    .map(([name]) => name)
    .filter((name) => name.startsWith("/") && fitness(name) >= 2 && payloads.requires(body, parts(name)[0]!))
    .toSorted((a, b) => fitness(b) - fitness(a) || a.length - b.length || (a < b ? -1 : 1))[0];
  return place === undefined ? undefined : { places: [place], told: new Set(sketches) };
}

function marksOf(sketch: Sketch, found: Telling | undefined, isAlone: boolean): WebhookMarks {
  if (!found) return isAlone ? [] : null;
  if (!found.told.has(sketch)) return null;
  const marks = found.places.map((place) => {
    const values = sketch.says.get(place)?.values;
    if (values === undefined || values === "open" || values.size === 0) return null;
    const sorted = [...values].toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
    return sorted.length === 1 ? sorted[0]! : sorted;
  });
  while (marks.at(-1) === null) marks.pop();
  return marks;
}

/** Headers as the document writes them. */
function spelled(place: string, { webhooks }: Api): string {
  if (!place.startsWith("header:")) return place;
  const name = place.slice("header:".length);
  const headers = webhooks.flatMap(({ parameters }) => parameters).filter((one) => one.in === "header");
  return `header:${headers.find((one) => one.name.toLowerCase() === name)?.name ?? name}`;
}

function evidenceOf({ places, told }: Telling, sketches: readonly Sketch[]): readonly Evidence[] {
  return places.flatMap((place): readonly Evidence[] => {
    const said = sketches.find((one) => told.has(one) && one.says.get(place)?.values !== undefined)?.says.get(place);
    const where = place.startsWith("header:") ? `the header ${place.slice("header:".length)}` : `${place} of the body`;
    return said ? [{ text: `${where} has values of its own for each of the events that it tells`, at: said.at }] : [];
  });
}

function configured(scheme: NonNullable<NonNullable<ApiConfig["webhooks"]>["scheme"]>): WebhookFacts["signature"] {
  const evidence: readonly Evidence[] = [{ text: "the configuration says so" }];
  return typeof scheme === "string"
    ? { style: scheme, evidence, from: "config" }
    : { style: "hmac", header: scheme.header, hmac: scheme, evidence, from: "config" };
}
