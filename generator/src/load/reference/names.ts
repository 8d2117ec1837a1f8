import { createHash } from "node:crypto";
import type { JsonObject } from "../document.js";
import { isObject, member } from "../json.js";
import type { Source } from "../source/source.js";
import { SECTIONS, type Kind } from "../walk/shapes.js";
import type { Group } from "./place.js";
import type { Target } from "./site.js";

/**
 * Names for what is brought into the components, from where it stands: a whole file by the name of the file, a part of
 * a schema by the schema and the way to it, a part of an operation by the operation. Two that would get one name both
 * get a longer one, so that no name depends on an order.
 */
export function nameTargets(
  groups: readonly Group[],
  section: (kind: Kind) => JsonObject,
  main: Source,
): ReadonlyMap<Group, string> {
  const names = new Map<Group, string>();
  const taken = new Map<JsonObject, Set<string>>();
  const waiting: { group: Group; home: JsonObject; candidates: readonly string[] }[] = [];
  for (const group of groups) {
    const home = section(group.kind);
    if (!taken.has(home)) taken.set(home, new Set(Object.keys(home)));
    const alias = preferredAlias(group);
    if (alias === undefined) waiting.push({ group, home, candidates: candidatesFor(group.target, main) });
    else names.set(group, alias);
  }
  for (let length = 0; waiting.length > 0; length++) {
    const wanted = new Map<JsonObject, Map<string, number>>();
    for (const { home, candidates } of waiting) {
      const counts = wanted.get(home) ?? new Map<string, number>();
      const name = candidates[Math.min(length, candidates.length - 1)]!;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      wanted.set(home, counts);
    }
    for (const one of waiting.splice(0)) {
      const name = one.candidates[Math.min(length, one.candidates.length - 1)]!;
      const last = length >= one.candidates.length - 1;
      const free = !taken.get(one.home)!.has(name);
      if (free && (last || wanted.get(one.home)!.get(name) === 1)) {
        names.set(one.group, name);
        taken.get(one.home)!.add(name);
      } else waiting.push(last ? { ...one, candidates: [...one.candidates, `${name}_`] } : one);
    }
  }
  return names;
}

/** Of components that are another name for the target, the one that is called like it, else the first. */
function preferredAlias({ aliases, target }: Group): string | undefined {
  const own = stem(target);
  return aliases.find((alias) => pascal(alias) === own) ?? aliases.toSorted((a, b) => (a < b ? -1 : 1))[0];
}

function candidatesFor(target: Target, main: Source): string[] {
  const { source, steps } = target;
  const inner = words(source.value as JsonObject, steps);
  const file = source === main ? "" : stem({ ...target, steps: [] });
  const folder = source === main ? "" : pascal(source.uri.split("/").at(-2) ?? "");
  const short = inner === "" || !standsAlone(steps) ? file + inner : inner;
  const hash = createHash("sha256")
    .update(`${relativeTo(main, source)}#${steps.join("/")}`)
    .digest("hex")
    .slice(0, 6);
  const candidates = [short, file + inner, folder + file + inner, `${file + inner}_${hash}`];
  return [...new Set(candidates.map((name) => (name === "" ? "Shared" : /^\d/.test(name) ? `_${name}` : name)))];
}

/** Whether the way to a node names it well enough without the file: a definition of a document. */
function standsAlone(steps: readonly string[]): boolean {
  return ["components", "paths", "webhooks"].includes(steps[0] ?? "") || isContainer(steps[0]) || steps.length === 1;
}

function relativeTo(main: Source, source: Source): string {
  const folder = main.uri.slice(0, main.uri.lastIndexOf("/") + 1);
  return source.uri.startsWith(folder) ? source.uri.slice(folder.length) : source.uri;
}

/** Name of a file without its ending; of its folder, for a file that is called `index`. */
function stem({ source, steps }: Target): string {
  if (steps.length > 0) return pascal(steps.at(-1)!);
  const parts = source.uri
    .replace(/[?#].*$/, "")
    .split("/")
    .map(decodeName);
  const file = parts.at(-1)!.replace(/\.(?:ya?ml|json|oas|openapi|schema)\b/gi, "");
  return pascal(/^_?index$/i.test(file) && parts.length > 1 ? parts.at(-2)! : file);
}

function decodeName(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const CONTAINERS: ReadonlySet<string> = new Set(["definitions", "$defs", "models", ...Object.values(SECTIONS)]);

/** Member names that say how a schema is built, not what it is called. */
const BUILD: { readonly [key: string]: string } = {
  items: "Item",
  additionalProperties: "Value",
  unevaluatedProperties: "Value",
  patternProperties: "",
  prefixItems: "Item",
  contains: "Item",
  propertyNames: "Key",
  requestBody: "Request",
  responses: "Response",
  allOf: "AllOf",
  anyOf: "AnyOf",
  oneOf: "OneOf",
  content: "",
  schema: "",
  itemSchema: "Item",
  properties: "",
  $defs: "",
  definitions: "",
  headers: "Header",
  examples: "Example",
  links: "Link",
  callbacks: "Callback",
};

/** The words of a path: `components/schemas/A/properties/kids/items` is `AKidsItem`. */
function words(root: JsonObject, steps: readonly string[]): string {
  if (steps[0] === "paths" || steps[0] === "webhooks") return operationWords(root, steps);
  const rest = steps[0] === "components" ? steps.slice(2) : isContainer(steps[0]) ? steps.slice(1) : steps;
  // A named definition keeps its name to the letter.
  return rest.length === 1 ? rest[0]! : buildWords(rest, pascal(rest[0] ?? ""), 1);
}

/** Whether a member of a document holds named definitions: then only the name says something. */
function isContainer(step = ""): boolean {
  return CONTAINERS.has(step) || step.startsWith("x-");
}

function buildWords(steps: readonly string[], start: string, from: number): string {
  let name = start;
  for (let index = from; index < steps.length; index++) {
    const key = steps[index]!;
    const next = steps[index + 1];
    const word = Object.hasOwn(BUILD, key) ? BUILD[key]! : pascal(key);
    if (next === undefined || !Object.hasOwn(BUILD, key)) name += word;
    else if (/^(?:allOf|anyOf|oneOf|prefixItems)$/.test(key)) name += `${word}${Number(steps[++index]) + 1}`;
    else if (key === "responses") name += `${word}${pascal(steps[++index]!)}`;
    else if (key === "content") index++;
    else if (/^(?:headers|examples|links|callbacks)$/.test(key)) name += `${pascal(steps[++index]!)}${word}`;
    else if (/^(?:properties|patternProperties|\$defs|definitions)$/.test(key)) name += pascal(steps[++index]!);
    else name += word;
  }
  return name;
}

function operationWords(root: JsonObject, steps: readonly string[]): string {
  const [section, path = "", method = "", ...rest] = steps;
  const item = member(root[section!] as JsonObject, path);
  const operation = isObject(item) ? item[method] : undefined;
  const id =
    isObject(operation) && typeof operation.operationId === "string" ? operation.operationId : `${method} ${path}`;
  if (method === "parameters") return pascal(path) + parameterWords(item, [method, ...rest]);
  return pascal(id) + (rest[0] === "parameters" ? parameterWords(operation, rest) : buildWords(rest, "", 0));
}

function parameterWords(owner: unknown, [key, index = "", ...rest]: readonly string[]): string {
  const list = isObject(owner) ? owner[key!] : undefined;
  const parameter = Array.isArray(list) ? list[Number(index)] : undefined;
  const name = isObject(parameter) && typeof parameter.name === "string" ? parameter.name : `Parameter${index}`;
  return buildWords(rest, pascal(name), 0);
}

function pascal(text: string): string {
  return (text.match(/[\p{L}\p{N}$]+/gu) ?? []).map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}
