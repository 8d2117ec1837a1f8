import type { Json } from "../../load/document.js";
import { below, list, ordered } from "../raw.js";
import type { DocumentReader, Node } from "./reader.js";

/** Values of `example` and `examples` of a parameter, header or media type: there they are Example Objects, by name. */
export function examplesOf(reader: DocumentReader, { json, at }: Node): Json[] {
  if (json.example !== undefined) return [ordered(json.example)];
  if (Array.isArray(json.examples)) return list(json.examples).map(ordered);
  const nodes = reader.nodes(json.examples, below(at, "examples"), "example");
  return nodes.flatMap((node) => reader.once(node, valuesOf));
}

function valuesOf({ json }: Node): Json[] {
  const value = json.value ?? json.dataValue;
  return value === undefined ? [] : [ordered(value)];
}
