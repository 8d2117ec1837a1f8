import type { Place } from "../../report/diagnostic.js";
import { codeFrame } from "../../report/frame.js";
import type { Json } from "../document.js";
import { JsonTree } from "../parse/json-tree.js";
import { Lines } from "../parse/lines.js";
import { decodeText, type Format } from "../parse/parse.js";
import { findNode, type TextTree } from "../parse/text-tree.js";
import type { YamlTree } from "../parse/yaml-tree.js";
import { toSteps } from "../pointer.js";

/** A text or object that a document was read from. It keeps the bytes; text and positions are made when asked for. */
export interface Source {
  /** As the user gave it; for what references name, a path or URL of the same kind. */
  readonly name: string;
  /** Identity and base of references: `file:///…`, `https://…`, or `memory:…`. */
  readonly uri: string;
  readonly size: number;
  readonly value: Json;
  /** As they were read; undefined for objects in memory. */
  readonly bytes?: Uint8Array;
  /** `ETag` of a download. */
  readonly etag?: string;
  /** Origin that may see the headers of the configuration. */
  readonly headersTo?: string;
  /** False for objects in memory, whose nodes have no place. */
  readonly located: boolean;
  /** Place of the node at a pointer, or of its nearest ancestor. Undefined for objects in memory. */
  place(pointer: string): Place | undefined;
  frame(pointer: string): string | undefined;
  /** The scalar at a pointer as it was written. */
  literal(pointer: string): string | undefined;
}

/** An object that the caller passed. */
export function memorySource(name: string, uri: string, value: Json): Source {
  return { name, uri, size: 0, value, located: false, place: nowhere, frame: nowhere, literal: nowhere };
}

function nowhere(): undefined {}

/** A text that is one value: its own. */
export function plainSource({ name, uri, bytes }: Content): Source {
  const place = () => ({ file: name, line: 1, column: 1 });
  const value = decodeText(bytes);
  return { name, uri, size: bytes.length, bytes, value, located: true, place, frame: nowhere, literal: () => value };
}

/** Builds the tree of a YAML text; handed over by whoever has loaded the YAML reader. */
export type YamlTreeOf = (text: string) => YamlTree;

/** Bytes of a source and what to call it. */
export interface Content {
  readonly name: string;
  readonly uri: string;
  readonly bytes: Uint8Array;
  readonly headersTo?: string;
  readonly etag?: string;
}

export class TextSource implements Source {
  readonly name: string;
  readonly uri: string;
  readonly bytes: Uint8Array;
  readonly headersTo?: string;
  readonly etag?: string;
  readonly located = true;
  #lines: Lines | undefined;
  #tree: TextTree | undefined;

  constructor(
    content: Content,
    readonly value: Json,
    readonly format: Format,
    readonly yamlTree: YamlTreeOf | undefined,
  ) {
    this.name = content.name;
    this.uri = content.uri;
    this.bytes = content.bytes;
    if (content.headersTo !== undefined) this.headersTo = content.headersTo;
    if (content.etag !== undefined) this.etag = content.etag;
  }

  get size(): number {
    return this.bytes.length;
  }

  place(pointer: string): Place {
    return { file: this.name, ...this.lines.at(this.#find(pointer)?.start ?? 0) };
  }

  frame(pointer: string): string {
    const place = this.place(pointer);
    return codeFrame(this.lines.around(place.line, 2), place);
  }

  literal(pointer: string): string | undefined {
    const found = this.#find(pointer);
    return found && found.depth === toSteps(pointer).length ? this.tree.literal(found.node) : undefined;
  }

  get lines(): Lines {
    return (this.#lines ??= new Lines(decodeText(this.bytes)));
  }

  get tree(): TextTree {
    const { text } = this.lines;
    return (this.#tree ??= this.format === "yaml" && this.yamlTree ? this.yamlTree(text) : new JsonTree(text));
  }

  #find(pointer: string) {
    return findNode(this.tree, toSteps(pointer));
  }
}
