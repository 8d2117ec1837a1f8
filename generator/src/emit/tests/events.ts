import type { Json } from "../../load/document.js";
import type { MediaType } from "../../model/api.js";
import { itemSchema } from "../operations/answers.js";
import type { Stream } from "../operations/stream.js";
import { resolve } from "../scene.js";
import { isSampleObject, plainSample, wireOf, type Sample } from "../samples/index.js";
import type { SampleAnswer } from "./answer.js";
import type { TestScene } from "./scene.js";

const READ = { direction: "read", files: false } as const;
/** So many kinds of events are sent at most. */
const MOST_KINDS = 8;

/** Events of a stream, as a test sends and expects them. */
export function sampleEvents(stream: Stream, media: MediaType | undefined, scene: TestScene): SampleAnswer | undefined {
  const found = stream.spec["envelope"] === true ? envelopes(stream, media, scene) : contents(stream, media, scene);
  if (found.length === 0) return undefined;
  const end = stream.spec["terminator"];
  const texts = [...found.map((one) => one.text), ...(typeof end === "string" ? [`data: ${end}\n\n`] : [])];
  return {
    status: Number(/^2\d\d$/.test(stream.status) ? stream.status : 200),
    type: stream.media.includes("*") ? "text/event-stream" : stream.media,
    body: texts.join(""),
    result: "events",
    want: found.map((one) => one.want),
  };
}

interface SampleEvent {
  /** On the wire. */
  readonly text: string;
  /** What the client makes of it. */
  readonly want: Sample;
}

/** Events of which the document describes the content alone: the same one twice. */
function contents({ spec }: Stream, media: MediaType | undefined, scene: TestScene): SampleEvent[] {
  const isText = spec["data"] === "text";
  const schema = media && itemSchema(media, scene.components);
  const want = isText ? "sample" : schema ? scene.sampler.sample(schema, READ) : plainSample({ sample: 1 });
  if (want === undefined) return [];
  const line = isText ? "sample" : JSON.stringify(wireOf(want));
  const one = { text: spec["format"] === "jsonl" ? `${line}\n` : `data: ${line}\n\n`, want };
  return [one, one];
}

/** Events that are described as a whole: one of each kind. */
function envelopes({ spec }: Stream, media: MediaType | undefined, scene: TestScene): SampleEvent[] {
  const schema = media && resolve(itemSchema(media, scene.components), scene.components);
  if (!schema) return [];
  const kinds = schema.kind === "union" ? schema.members.slice(0, MOST_KINDS) : [schema];
  return kinds.flatMap((kind) => envelope(scene.sampler.sample(kind, READ), spec["data"]) ?? []);
}

/**
 * An event with its fields, as the HTML standard writes them. Undefined: the sample is none that could be sent, or the
 * client would not hand it out: one without data, or an error.
 */
function envelope(sample: Sample | undefined, kinds: Json | undefined): SampleEvent | undefined {
  if (!isSampleObject(sample)) return undefined;
  const { event, id, retry, data } = Object.fromEntries(
    ["event", "id", "retry", "data"].map((name) => [name, sample.has(name) ? wireOf(sample.get(name)!) : undefined]),
  );
  const isWord = (value: unknown): boolean =>
    value === undefined || (typeof value === "string" && /^[^\r\n\0]+$/.test(value));
  const isDelay = retry === undefined || (typeof retry === "number" && /^\d+$/.test(String(retry)));
  if (!isWord(event) || !isWord(id) || !isDelay || event === "error") return undefined;
  const isJson = isJsonData(kinds, typeof event === "string" ? event : "");
  const isLine = typeof data === "string" && /^[^\r\n]+$/.test(data);
  if (data === undefined || !(isJson || isLine)) return undefined;
  const fields = [...sample].filter(([name]) => ["event", "id", "retry", "data"].includes(name));
  const lines = [
    ...Object.entries({ event, id, retry }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: ${String(value)}`],
    ),
    `data: ${isJson ? JSON.stringify(data) : String(data)}`,
  ];
  return { text: `${lines.join("\n")}\n\n`, want: new Map(fields) };
}

/** How the operation value says that the data of this event is read; a text unless it says otherwise. */
function isJsonData(kinds: Json | undefined, event: string): boolean {
  if (typeof kinds !== "object" || kinds === null || Array.isArray(kinds)) return kinds === "json";
  return (Object.hasOwn(kinds, event) ? kinds[event] : kinds[""]) === "json";
}
