import type { Json } from "../../load/document.js";
import type { Link, Response } from "../api.js";
import { below, defined, entries, isObject, ordered, prose, text } from "../raw.js";
import { headersOf } from "./headers.js";
import { mediaOf } from "./media.js";
import type { DocumentReader, Node } from "./reader.js";

/** Responses, sorted: exact statuses, ranges, default. */
export function responsesOf(reader: DocumentReader, json: Json | undefined, at: string): Response[] {
  const responses = new Map<string, Response>();
  for (const { key, ...node } of reader.nodes(json, at, "response")) {
    const status = statusOf(key);
    const place = below(at, key);
    if (status === undefined)
      reader.warn(
        "model/status",
        `${JSON.stringify(key)} is no status; this response is left out.`,
        place,
        "Use a status such as 200, a range such as 4XX, or default.",
      );
    else if (responses.has(status))
      reader.warn(
        "model/status",
        `The status ${status} stands here twice; the first is used.`,
        place,
        "Remove one of them.",
      );
    else responses.set(status, { status, ...reader.once(node, (one) => responseOf(reader, one)) });
  }
  return [...responses.values()].toSorted((a, b) => order(a.status) - order(b.status));
}

function statusOf(key: string): string | undefined {
  const status = key.trim();
  if (/^[1-5]\d\d$/.test(status)) return status;
  if (/^[1-5]xx$/i.test(status)) return status.toUpperCase();
  return status.toLowerCase() === "default" ? "default" : undefined;
}

function order(status: string): number {
  if (status === "default") return 2000;
  return status.endsWith("XX") ? 1000 + Number(status[0]) : Number(status);
}

function responseOf(reader: DocumentReader, { json, at }: Node): Omit<Response, "status"> {
  return defined({
    description: prose(json.description) ?? prose(json.summary),
    headers: headersOf(reader, json.headers, below(at, "headers")),
    media: mediaOf(reader, json.content, below(at, "content")),
    links: linksOf(reader, json.links, below(at, "links")),
    at,
  });
}

function linksOf(reader: DocumentReader, json: Json | undefined, at: string): Link[] {
  return reader.nodes(json, at, "link").map(({ key, json: raw }) =>
    defined({
      name: key,
      operationId: text(raw.operationId),
      operationRef: text(raw.operationRef),
      parameters: isObject(raw.parameters)
        ? entries(raw.parameters).map(([name, value]) => ({ name, value: ordered(value) }))
        : [],
      requestBody: raw.requestBody === undefined ? undefined : ordered(raw.requestBody),
      description: prose(raw.description),
    }),
  );
}
