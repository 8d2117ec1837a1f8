import type { Json } from "../../load/document.js";
import type { MediaType, Operation } from "../../model/api.js";
import { successes } from "../../name/index.js";
import { answerKind, type AnswerKind } from "../operations/media.js";
import { lastPage, succeeding, valueAt, wireOf, type Sample } from "../samples/index.js";
import type { TestScene } from "./scene.js";

/** What the API answers in a test, and what the client must make of it. */
export interface SampleAnswer {
  readonly status: number;
  readonly type: string | undefined;
  /** What the mock sends: text, or JSON. */
  readonly body: Json | undefined;
  /** How the client's result is compared; `nothing`: it is not read. */
  readonly result: "json" | "text" | "undefined" | "events" | "nothing";
  /** What it is compared with. */
  readonly want: Sample | undefined;
}

const READ = { direction: "read", files: false } as const;
const BODILESS = new Set([204, 205, 304]);

/** An answer of an operation that is called for its whole body. */
export function sampleAnswer(operation: Operation, scene: TestScene): SampleAnswer {
  const found = successes(operation).flatMap((response) => {
    const status = statusOf(response.status);
    if (status === undefined) return [];
    if (operation.method === "HEAD" || response.media.length === 0 || BODILESS.has(status)) return [nothing(status)];
    return response.media.flatMap((media) => answerOfMedia(status, media, operation, scene) ?? []);
  });
  // JSON first, as the client asks for it.
  return found.find((one) => one.result === "json") ?? found[0] ?? unread(200);
}

/** `2XX` and `default` stand for 200; redirects are followed, so they are no answers here. */
function statusOf(status: string): number | undefined {
  if (/^2\d\d$/.test(status)) return Number(status);
  return status === "2XX" || status === "default" ? 200 : undefined;
}

const nothing = (status: number): SampleAnswer => ({
  status,
  type: undefined,
  body: undefined,
  result: "undefined",
  want: undefined,
});

const unread = (status: number): SampleAnswer => ({ ...nothing(status), result: "nothing" });

function answerOfMedia(
  status: number,
  media: MediaType,
  operation: Operation,
  scene: TestScene,
): SampleAnswer | undefined {
  const kind: AnswerKind = answerKind(media, scene.components);
  if (kind === "sse" || kind === "jsonl") return undefined;
  const type = concrete(media.type, kind);
  if (kind !== "json") return { status, type, body: "sample", result: "text", want: "sample" };
  const facts = scene.facts.operations.get(operation.key);
  const schema = media.schema ?? { kind: "unknown", at: media.at };
  const items = facts?.paging?.response.items;
  const optional = items === undefined ? undefined : items.split("/").length;
  const candidates = [
    ...media.examples.map((example) => scene.sampler.sample(schema, READ, [example])),
    scene.sampler.sample(schema, READ, [], { optional }),
  ];
  const fits = (sample: Sample | undefined): sample is Sample => {
    if (sample === undefined) return false;
    const flag = facts?.failure && valueAt(sample, facts.failure.pointer);
    if (flag !== undefined && facts?.failure?.equals.includes(flag as string)) return false;
    return items === undefined || isListing(valueAt(sample, items));
  };
  const told = candidates.map((one) => one && succeeding(one, facts?.failure));
  const found = told.find(fits);
  const page = facts?.paging && found !== undefined;
  const want = page ? lastPage(found, facts.paging, (one) => scene.sampler.fits(one, schema, READ)) : found;
  if (want === undefined) return unread(status);
  return { status, type, body: wireOf(want), result: "json", want };
}

function concrete(type: string, kind: AnswerKind): string {
  if (!type.includes("*")) return type;
  return kind === "json" ? "application/json" : kind === "text" ? "text/plain" : "application/octet-stream";
}

function isListing(value: Sample | undefined): boolean {
  return typeof value === "object" && value !== null;
}
