import type { Json } from "../../load/document.js";
import type { Parameter } from "../api.js";
import { below, defined, extensions, list, prose, text } from "../raw.js";
import { contentSchema } from "./headers.js";
import { examplesOf } from "./examples.js";
import type { DocumentReader, Node } from "./reader.js";

type Location = Parameter["in"];
type Style = Parameter["style"];

/** OpenAPI's "Style Values": which styles a location admits, its default first. */
const STYLES: { readonly [location in Location]: readonly Style[] } = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
  querystring: ["form"],
};

/** A path with names in braces, and the operation it belongs to. */
export interface Template {
  readonly template: string;
  readonly at: string;
}

/** Parameters of an operation: those of its path, replaced by its own of the same name and place. */
export function parametersOf(
  reader: DocumentReader,
  lists: readonly { json: Json | undefined; at: string }[],
  path: Template | undefined,
): Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const { json, at } of lists) {
    const here = new Set<string>();
    if (json !== undefined && !Array.isArray(json))
      reader.warn("model/shape", "`parameters` must be a list; it is ignored.", at, "Write a list.");
    list(json).forEach((raw, index) => {
      const node = reader.node(raw, below(at, index), "parameter");
      const parameter = node && reader.once(node, (one) => parameterOf(reader, one));
      if (!parameter) return;
      const key = `${parameter.in}:${parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name}`;
      if (here.has(key))
        reader.warn(
          "model/parameter-twice",
          `The ${parameter.in} parameter ${parameter.name} stands here twice; the last is used.`,
          parameter.at,
          "Remove one of them.",
        );
      here.add(key);
      parameters.set(key, parameter);
    });
  }
  const all = [...parameters.values()];
  return path ? arranged(withTemplate(reader, all, path), templateNames(path.template)) : arranged(all, []);
}

function parameterOf(reader: DocumentReader, node: Node): Parameter | undefined {
  const { json, at } = node;
  const [name, location] = [text(json.name), text(json.in)];
  if (name === undefined || location === undefined || !Object.hasOwn(STYLES, location)) {
    reader.warn(
      "model/parameter",
      `A parameter must have a name and be in one of ${Object.keys(STYLES).join(", ")}; this one is left out.`,
      at,
      "Set `name` and `in`.",
    );
    return undefined;
  }
  const place = location as Location;
  if (place === "header" && !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    reader.warn(
      "model/header-name",
      `${JSON.stringify(name)} is no name that an HTTP header can have; this parameter is left out.`,
      at,
      "Write the header's name as it is sent.",
    );
    return undefined;
  }
  const style = styleOf(reader, json.style, { place, at });
  return defined({
    name,
    in: place,
    required: place === "path" || json.required === true,
    description: prose(json.description),
    deprecated: json.deprecated === true ? true : undefined,
    ...contentSchema(reader, node),
    style,
    explode: typeof json.explode === "boolean" ? json.explode : style === "form" || style === "cookie",
    // `x-multi-segment` says of a path parameter what 3.2 says by `allowReserved`: slashes in it stay slashes.
    allowReserved: json.allowReserved === true || (place === "path" && json["x-multi-segment"] === true),
    allowEmptyValue: json.allowEmptyValue === true,
    examples: examplesOf(reader, node),
    extensions: extensions(json),
    at,
  }) as Parameter;
}

function styleOf(
  reader: DocumentReader,
  stated: Json | undefined,
  { place, at }: { place: Location; at: string },
): Style {
  const [usual, ...others] = STYLES[place];
  const style = stated === undefined ? usual : [usual, ...others].find((one) => one === stated);
  if (style) return style;
  reader.warn(
    "model/parameter-style",
    `The style ${JSON.stringify(stated)} is not defined for ${place} parameters; ${usual} is used.`,
    at,
    `Write ${[usual, ...others].join(" or ")}.`,
  );
  return usual as Style;
}

/** Every name in the template has its parameter, and no other path parameter is left. */
function withTemplate(reader: DocumentReader, parameters: readonly Parameter[], path: Template): Parameter[] {
  const names = templateNames(path.template);
  const kept = parameters.filter((parameter) => {
    if (parameter.in !== "path" || names.includes(parameter.name)) return true;
    reader.warn(
      "model/path-parameter",
      `The path parameter ${parameter.name} does not occur in ${path.template}; it is left out.`,
      parameter.at,
      "Put it into the path, or give it another place.",
    );
    return false;
  });
  for (const name of names) {
    if (kept.some((parameter) => parameter.in === "path" && parameter.name === name)) continue;
    reader.warn(
      "model/path-parameter",
      `The path parameter ${name} of ${path.template} is not declared; it is taken as a string.`,
      path.at,
      "Declare it under `parameters`.",
    );
    kept.push(undeclared(name, path.at));
  }
  return kept;
}

function undeclared(name: string, at: string): Parameter {
  const schema = { kind: "scalar", at, type: "string" } as const;
  return {
    name,
    in: "path",
    required: true,
    schema,
    style: "simple",
    explode: false,
    allowReserved: false,
    allowEmptyValue: false,
    examples: [],
    extensions: {},
    at,
  };
}

function templateNames(template: string): string[] {
  return [...new Set(Array.from(template.matchAll(/\{([^{}]+)\}/g), ([, name = ""]) => name))];
}

/** Path parameters first, in the order of the path; then required ones; then the document's order. */
function arranged(parameters: readonly Parameter[], names: readonly string[]): Parameter[] {
  const weight = (parameter: Parameter): number => {
    if (parameter.in === "path") return names.indexOf(parameter.name);
    return names.length + (parameter.required ? 0 : 1);
  };
  return parameters.toSorted((a, b) => weight(a) - weight(b));
}
