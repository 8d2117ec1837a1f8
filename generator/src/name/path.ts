import { squash, wordsOf } from "./words.js";

/** A part of a path template that says something. */
export interface Part {
  readonly kind: "literal" | "param" | "verb";
  readonly text: string;
  readonly words: readonly string[];
  /** Words run together, for comparing with tags and operationIds. */
  readonly squashed: string;
}

const VERSION = /^(?:v\d+(?:[._-]?\d+)*(?:(?:alpha|beta|rc|p)\d*)*|\d+(?:\.\d+)*|\d{4}-\d{2}(?:-\d{2})?|latest)$/i;
const PREFIX = new Set(["api", "rest", "apis", "services", "svc"]);
const EXTENSION = /\.(?:json|xml|html|\{format\})$/i;
const FORMATS = new Set(["json", "xml"]);
const cache = new Map<string, PathParts>();

export interface PathParts {
  /** Without versions, prefixes such as `/api`, and file extensions. */
  readonly parts: readonly Part[];
  /** The version in the path, if any: `v2`. */
  readonly version?: string;
  /** Words of a query that is part of the path: `?beta=true`. */
  readonly query: readonly string[];
}

export function pathParts(path: string): PathParts {
  let known = cache.get(path);
  if (!known) {
    if (cache.size > 20_000) cache.clear();
    cache.set(path, (known = read(path)));
  }
  return known;
}

function read(path: string): PathParts {
  const parts: Part[] = [];
  let version: string | undefined;
  for (const segment of (path.split(/[?#]/, 1)[0] ?? "").split("/")) {
    if (segment === "") continue;
    if (VERSION.test(segment)) version ??= segment;
    else if (parts.length > 0 || !PREFIX.has(segment.toLowerCase()))
      parts.push(...partsOf(segment.replace(EXTENSION, "")));
  }
  const last = parts.at(-1);
  if (parts.length > 1 && last?.kind === "literal" && FORMATS.has(last.text.toLowerCase())) parts.pop();
  const query = queryWords(/\?([^#]*)/.exec(path)?.[1] ?? "");
  return { parts, query, ...(version !== undefined && { version }) };
}

/** What a query that belongs to the path says: `GLOBAL_QUOTE` of `function=GLOBAL_QUOTE`, `beta` of `beta=true`. */
function queryWords(query: string): readonly string[] {
  return query.split("&").flatMap((pair) => {
    const [key = "", value = ""] = pair.split("=", 2);
    return wordsOf(/^(?:|true|1|yes)$/i.test(value) ? key : value);
  });
}

/** `users('{id}')`, `{name}:cancel`, `chat.postMessage`, `{a}-{b}`: literals, parameters and custom verbs in one segment. */
function partsOf(segment: string): Part[] {
  const parts: Part[] = [];
  for (const piece of segment.split(/(\{[^{}]*\})/)) {
    if (piece.startsWith("{") && piece.endsWith("}")) parts.push(part("param", piece.slice(1, -1)));
    else
      for (const [index, text] of piece.split(/(?=:)|\./).entries())
        if (/[\p{L}\p{Nd}]/u.test(text))
          parts.push(part(text.startsWith(":") && index >= 0 ? "verb" : "literal", text));
  }
  return parts;
}

function part(kind: Part["kind"], text: string): Part {
  const words = wordsOf(text);
  return { kind, text, words, squashed: squash(words) };
}
