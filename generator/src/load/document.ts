import type { Place } from "../report/diagnostic.js";

/** A JSON value. Objects of a document are read with `Object.hasOwn` or `Object.entries`, never by inherited name. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Finds where a node of the normalised document stands in the sources. Positions are worked out when asked for. */
export interface Locator {
  /** Place of the node at a JSON Pointer, or of its nearest ancestor that has one. */
  place(pointer: string): Place | undefined;
  /** The lines around it, with a marker. */
  frame(pointer: string): string | undefined;
  /** The scalar at a pointer as it was written: `9223372036854775807`, which a number cannot hold. */
  literal?(pointer: string): string | undefined;
  /** An overlay wrote the node, something directly in it, or what is around it. */
  overlaid?(pointer: string): boolean;
}

/** A source that a document was read from. */
export interface SourceInfo {
  readonly name: string;
  readonly bytes: number;
  /** `file:///…`, `https://…` (after redirects), or `memory:…` for an object. */
  readonly uri: string;
  /** SHA-256 of its bytes; worked out when asked for. Undefined for an object. */
  readonly hash: string | undefined;
  /** `ETag` of a download. */
  readonly etag?: string;
}

/**
 * One OpenAPI document in 3.1/3.2 form: Swagger 2 upgraded, `nullable` gone, external references brought inside, deep
 * references hoisted into `components`, path items by reference inlined, overlays and filters applied.
 * Every `$ref` that is left is internal, resolves, and points at `#/components/<section>/<name>`.
 */
export interface SpecDocument {
  readonly root: JsonObject;
  readonly locator: Locator;
  /** `2.0`, `3.0.3`, … as the main source states it. */
  readonly version: string;
  /** SHA-256 over the canonical JSON (keys sorted) of the normalised document: independent of key order and of YAML or JSON. */
  readonly hash: string;
  /** Every source that was read, the main one first. */
  readonly sources: readonly SourceInfo[];
  /** Operations of the document that were left out on purpose or because they cannot be used, with the reason. */
  readonly skipped: readonly { readonly key: string; readonly reason: string }[];
}
