import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, type Event } from "js-yaml";
import type { Json, JsonObject } from "../document.js";
import { isObject, put } from "../json.js";
import { MAX_DEPTH, TextProblem } from "./problem.js";
import { lenientEvents, type LenientEvents } from "./yaml-indent.js";

/** How many nodes aliases and merge keys may add to those that are written out. */
const MAX_COPIES = 2_000_000;

const FIXES = {
  "load/duplicate-key": "Remove or rename one of them.",
  "load/key-not-a-string": "Write text as the key.",
  "load/not-json-number": "Write another number, or put it in quotes.",
  "load/several-documents": "Split the file.",
};

/** What is a little wrong in a YAML text, with its offset. */
export interface YamlFinding {
  readonly code: keyof typeof FIXES | "load/yaml-indent";
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

export interface YamlResult {
  readonly value: Json;
  readonly findings: readonly YamlFinding[];
}

/**
 * Reads YAML 1.2 (core schema, with merge keys) into plain JSON values that share nothing: aliases become copies, whose
 * number is counted before any is made.
 *
 * @throws TextProblem for syntax, depth, alias cycles and alias bombs.
 */
export function parseYaml(text: string): YamlResult {
  const { events, mends } = yamlEvents(text);
  new Reader(text, events).countCopies();
  const { value, findings } = new Reader(text, events).document();
  return { value, findings: [...indentFindings(text, mends), ...findings] };
}

/** @throws TextProblem for syntax and depth. */
export function yamlEvents(text: string): LenientEvents {
  try {
    return lenientEvents(text, (one) => parseEvents(one, { maxDepth: MAX_DEPTH }));
  } catch (error) {
    throw asProblem(error);
  }
}

function asProblem(error: unknown): unknown {
  if (!(error instanceof Error) || !("reason" in error)) return error;
  const { reason, mark } = error as Error & { reason: string; mark?: { position: number } };
  const offset = mark?.position ?? 0;
  if (/nesting|depth/i.test(reason)) return TextProblem.tooDeep(offset);
  const fix = /tab/i.test(reason) ? "Indent with spaces; YAML allows no tabs there." : "Mend the YAML at this place.";
  return new TextProblem("load/yaml-syntax", offset, `The YAML cannot be read: ${reason}.`, fix);
}

/** One finding for lines that follow each other: they belong to one text. */
function indentFindings(text: string, mends: readonly number[]): YamlFinding[] {
  const first = mends.filter(
    (at, index) =>
      index === 0 ||
      text
        .slice(mends[index - 1], at)
        .trim()
        .includes("\n"),
  );
  return first.map((offset) => ({
    code: "load/yaml-indent",
    offset,
    message:
      "This line stands no further in than the key that its quoted text or bracket belongs to; it is read as if it did.",
    fix: "Indent it further: not every reader of YAML takes it.",
  }));
}

class Reader {
  readonly #findings: YamlFinding[] = [];
  readonly #anchors = new Map<string, number>();
  #at = 0;

  constructor(
    readonly text: string,
    readonly events: readonly Event[],
  ) {}

  /** Adds up what the document would be with every alias written out. */
  countCopies(): void {
    const sizes = new Map<string, number>();
    const open: { anchor: string; size: number }[] = [];
    let copies = 0;
    const add = (size: number): void => {
      const parent = open.at(-1);
      if (parent) parent.size += size;
    };
    for (const event of this.events) {
      if (event.type === EVENT_ID.ALIAS) {
        const name = this.text.slice(event.anchorStart, event.anchorEnd);
        const size = sizes.get(name);
        if (open.some((one) => one.anchor === name)) throw aliasCycle(name, event.anchorStart);
        copies += size ?? 0;
        if (copies > MAX_COPIES) throw aliasBomb(name, event.anchorStart);
        add(size ?? 1);
      } else if (event.type === EVENT_ID.POP) {
        const closed = open.pop()!;
        if (closed.anchor !== "") sizes.set(closed.anchor, closed.size);
        add(closed.size);
      } else if (event.type === EVENT_ID.SCALAR) {
        if (event.anchorStart !== -1) sizes.set(this.#anchor(event), 1);
        add(1);
      } else {
        open.push({ anchor: event.type === EVENT_ID.DOCUMENT ? "" : this.#anchor(event), size: 1 });
      }
    }
  }

  document(): YamlResult {
    let value: Json = null;
    let documents = 0;
    while (this.#at < this.events.length) {
      const begin = this.#at++;
      if (this.events[this.#at]?.type === EVENT_ID.POP) {
        this.#at++;
      } else if (documents++ === 0) {
        value = this.#value();
        this.#at++;
      } else {
        this.#find("load/several-documents", this.#offset(begin + 1), "The file holds more than one YAML document.");
        break;
      }
    }
    return { value, findings: this.#findings };
  }

  #value(): Json {
    const index = this.#at++;
    const event = this.events[index]!;
    switch (event.type) {
      case EVENT_ID.SCALAR:
        this.#remember(event, index);
        return this.#scalar(event);
      case EVENT_ID.ALIAS:
        return this.#alias(event);
      case EVENT_ID.SEQUENCE: {
        this.#remember(event, index);
        const items: Json[] = [];
        while (this.events[this.#at]!.type !== EVENT_ID.POP) items.push(this.#value());
        this.#at++;
        return items;
      }
      case EVENT_ID.MAPPING:
        this.#remember(event, index);
        return this.#mapping();
      default:
        throw new Error(`Unexpected YAML event ${event.type}.`);
    }
  }

  #mapping(): JsonObject {
    const made: JsonObject = {};
    const merged: Json[] = [];
    while (this.events[this.#at]!.type !== EVENT_ID.POP) {
      const offset = this.#offset(this.#at);
      const merge = this.#isMerge(this.#at);
      const key = this.#key(offset);
      const value = this.#value();
      if (merge) {
        merged.push(...(Array.isArray(value) ? value : [value]));
        continue;
      }
      if (Object.hasOwn(made, key)) {
        this.#find(
          "load/duplicate-key",
          offset,
          `The key \`${key}\` stands twice in one mapping; the last one counts.`,
        );
      }
      put(made, key, value);
    }
    this.#at++;
    for (const source of merged) {
      if (!isObject(source)) continue;
      for (const key of Object.keys(source)) if (!Object.hasOwn(made, key)) put(made, key, source[key] as Json);
    }
    return made;
  }

  #isMerge(index: number): boolean {
    const event = this.events[index]!;
    return (
      event.type === EVENT_ID.SCALAR &&
      event.style === SCALAR_STYLE.PLAIN &&
      event.valueEnd - event.valueStart === 2 &&
      this.text.startsWith("<<", event.valueStart)
    );
  }

  /** Keys are the author's text: `200`, `1.0` and `true` are taken as they are written. */
  #key(offset: number): string {
    const event = this.events[this.#at]!;
    if (event.type === EVENT_ID.SCALAR) {
      this.#remember(event, this.#at++);
      return getScalarValue(this.text, event);
    }
    const value = this.#value();
    if (typeof value === "string") return value;
    this.#find("load/key-not-a-string", offset, "A key of this mapping is no text; its JSON form is used.");
    return JSON.stringify(value);
  }

  #alias(event: Event & { type: typeof EVENT_ID.ALIAS }): Json {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const target = this.#anchors.get(name);
    if (target === undefined) {
      const message = `The YAML alias \`*${name}\` has no anchor \`&${name}\` before it.`;
      throw new TextProblem("load/yaml-syntax", event.anchorStart, message, "Define the anchor before the alias.");
    }
    const back = this.#at;
    this.#at = target;
    const value = this.#value();
    this.#at = back;
    return value;
  }

  #remember(event: Event & { anchorStart: number; anchorEnd: number }, index: number): void {
    if (event.anchorStart !== -1) this.#anchors.set(this.#anchor(event), index);
  }

  #anchor(event: { readonly anchorStart: number; readonly anchorEnd: number }): string {
    return event.anchorStart === -1 ? "" : this.text.slice(event.anchorStart, event.anchorEnd);
  }

  #scalar(event: Event & { type: typeof EVENT_ID.SCALAR }): Json {
    const text = getScalarValue(this.text, event);
    if (event.style !== SCALAR_STYLE.PLAIN) return text;
    const tag = event.tagStart === -1 ? "" : this.text.slice(event.tagStart, event.tagEnd);
    if (tag === "!" || tag === "!!str") return text;
    const value = plain(text);
    if (value !== undefined) return value;
    this.#find("load/not-json-number", event.valueStart, `\`${text}\` is no JSON number; it is kept as text.`);
    return text;
  }

  #offset(index: number): number {
    return eventOffset(this.events[index]!);
  }

  #find(code: keyof typeof FIXES, offset: number, message: string): void {
    this.#findings.push({ code, offset, message, fix: FIXES[code] });
  }
}

/** A plain scalar by the core schema of YAML 1.2. Undefined: a number that JSON does not have. */
function plain(text: string): Json | undefined {
  switch (text) {
    case "":
    case "~":
    case "null":
    case "Null":
    case "NULL":
      return null;
    case "true":
    case "True":
    case "TRUE":
      return true;
    case "false":
    case "False":
    case "FALSE":
      return false;
  }
  if (!/^[-+.\d]/.test(text)) return text;
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return finite(Number(text));
  if (/^0o[0-7]+$|^0x[\da-fA-F]+$/.test(text)) return finite(Number(text));
  return /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text) ? undefined : text;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** Where the text of an event begins: its quotes belong to it, its anchor and tag do not. */
export function eventOffset(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) {
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    return quoted ? event.valueStart - 1 : event.valueStart;
  }
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  return event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE ? event.start : 0;
}

function aliasCycle(name: string, offset: number): TextProblem {
  const message = `The YAML alias \`*${name}\` stands inside the node that it repeats.`;
  return new TextProblem("load/alias-cycle", offset, message, "Use a `$ref` for what refers to itself.");
}

function aliasBomb(name: string, offset: number): TextProblem {
  const message = `YAML aliases (the last one \`*${name}\`) would expand to more than ${MAX_COPIES.toLocaleString("en")} nodes.`;
  return new TextProblem("load/alias-bomb", offset, message, "Use `$ref` and components instead of nested aliases.");
}
