import type { Json } from "../document.js";
import { MAX_DEPTH, TextProblem } from "./problem.js";

const QUOTE = 34;
const BACKSLASH = 92;

/** What one pass over the bytes of a JSON text tells without reading it. */
interface Survey {
  /** Members of all objects, as written: more than are parsed when a key stands twice. */
  readonly members: number;
  /** Offset in bytes of the first bracket that nests too deep, or -1. */
  readonly tooDeep: number;
}

/** @throws TextProblem when brackets nest deeper than {@link MAX_DEPTH}; JSON.parse itself would not mind. */
export function checkDepth(text: string, bytes: Uint8Array): Survey {
  const survey = surveyJson(bytes);
  if (survey.tooDeep === -1) return survey;
  const before = new TextDecoder().decode(bytes.subarray(0, survey.tooDeep)).length;
  throw TextProblem.tooDeep(Math.min(before, text.length));
}

function surveyJson(bytes: Uint8Array): Survey {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      for (at++; at < bytes.length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
    } else if (byte === 58) members++;
    else if (byte === 123 || byte === 91) {
      if (++depth > MAX_DEPTH) return { members, tooDeep: at };
    } else if (byte === 125 || byte === 93) depth--;
  }
  return { members, tooDeep: -1 };
}

/** Members of all objects in a value. */
export function countMembers(value: Json): number {
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object" && item !== null) count += countMembers(item);
  } else if (typeof value === "object" && value !== null) {
    for (const key in value) {
      count++;
      const item = value[key];
      if (typeof item === "object" && item !== null) count += countMembers(item);
    }
  }
  return count;
}

/** Offsets of keys that stand a second time in their object. Only called when there is one. */
export function duplicateKeys(text: string): { readonly key: string; readonly offset: number }[] {
  const found: { key: string; offset: number }[] = [];
  const open: (Set<string> | undefined)[] = [];
  const string = /"(?:[^"\\]|\\.)*"/y;
  const colon = /\s*:/y;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "{") open.push(new Set());
    else if (char === "[") open.push(undefined);
    else if (char === "}" || char === "]") open.pop();
    else if (char === '"') {
      string.lastIndex = at;
      const literal = string.exec(text)![0];
      const end = at + literal.length;
      const keys = open.at(-1);
      colon.lastIndex = end;
      if (keys && colon.test(text)) {
        const key = JSON.parse(literal) as string;
        if (keys.has(key)) found.push({ key, offset: at });
        keys.add(key);
      }
      at = end - 1;
    }
  }
  return found;
}
