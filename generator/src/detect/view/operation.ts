import type { Json } from "../../load/document.js";
import type { Header, MediaType, Operation, Parameter, Response } from "../../model/api.js";
import { phrase } from "../text/words.js";
import { prose } from "../text/prose.js";
import { inferred } from "./inferred.js";
import { pointer } from "./pointer.js";
import type { View, Views } from "./view.js";

/** One thing that a caller can send: a parameter, a member of an object parameter, or a property of the body. */
export interface Input {
  /** As facts name it: a query parameter's wire name, else `header:`, `path:`, `cookie:` or `body:/pointer`. */
  readonly ref: string;
  readonly name: string;
  /** Words of its name; of a nested one, with those of what holds it. */
  readonly phrase: string;
  readonly in: Parameter["in"] | "body";
  readonly view: View;
  /** Everything said of it, lower-case. */
  readonly text: string;
  /** What is said of it, as written. */
  readonly description: string | undefined;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly examples: readonly Json[];
  readonly extensions: { readonly [name: string]: Json };
  readonly at: string;
}

/** A success answer with a JSON body. */
export interface Answer {
  readonly status: string;
  readonly view: View;
  readonly headers: readonly Header[];
  /** The schema said nothing; an example did. */
  readonly fromExample: boolean;
  readonly at: string;
}

/** An operation as the detectors look at it. */
export interface OperationView {
  readonly operation: Operation;
  readonly inputs: readonly Input[];
  readonly answers: readonly Answer[];
  /** All success answers, with a body or without. */
  readonly successes: readonly Response[];
  /** Summary and description, lower-case. */
  readonly text: string;
}

/** Objects in a body or query that hold paging members: `{ "page": { "limit": 5 } }`. */
const HOLDERS =
  /^(?:page|paging|pagination|pager|page info|page request|cursor|options?|params|query|request|list|limits?|range|meta)$/;

export function viewOperation(operation: Operation, views: Views): OperationView {
  const successes = successesOf(operation);
  return {
    operation,
    inputs: [
      ...operation.parameters.flatMap((one) => inputsOfParameter(one, views)),
      ...inputsOfBody(operation, views),
    ],
    answers: successes.flatMap((response) => answerOf(response, views)),
    successes,
    text: prose(operation.summary, operation.description),
  };
}

/** `2xx`, or `default` where nothing else can be a success. */
function successesOf(operation: Operation): readonly Response[] {
  const some = operation.responses.filter((one) => one.status.startsWith("2"));
  return some.length > 0 ? some : operation.responses.filter((one) => one.status === "default");
}

const isJson = (type: string): boolean => /^(?:\*\/\*|application\/\*|[^;]*[/+]json)(?:;|$)/i.test(type);

/** The first JSON body of which something is said, for some documents name one type twice. */
export function jsonMedia(media: readonly MediaType[]): MediaType | undefined {
  const all = media.filter((one) => isJson(one.type));
  return all.find((one) => one.schema && one.schema.kind !== "unknown") ?? all[0];
}

function answerOf(response: Response, views: Views): readonly Answer[] {
  const media = jsonMedia(response.media);
  if (!media) return [];
  const { headers, status, at } = response;
  const declared = media.schema && views.of(media.schema);
  const example = media.examples[0];
  if (example !== undefined && typeof example === "object" && (!declared || saysLess(declared, example)))
    return [{ status, at, headers, view: views.of(inferred(example, media.at)), fromExample: true }];
  return declared ? [{ status, at, headers, view: declared, fromExample: false }] : [];
}

/** The schema says next to nothing, and the example shows more: some documents declare `object`, or a lone flag. */
function saysLess(declared: View, example: Json): boolean {
  if (declared.types.has("array") || declared.scalar || declared.mapped || declared.fields.size > 1) return false;
  return (
    Array.isArray(example) ||
    (example !== null && typeof example === "object" && Object.keys(example).length > declared.fields.size)
  );
}

function inputsOfParameter(parameter: Parameter, views: Views): readonly Input[] {
  const view = views.of(parameter.schema);
  const prefix = parameter.in === "query" ? "" : `${parameter.in}:`;
  const self: Input = {
    ref: prefix + parameter.name,
    name: parameter.name,
    phrase: phrase(parameter.name),
    in: parameter.in,
    view,
    text: prose(parameter.description, view.text),
    description: parameter.description ?? view.description,
    required: parameter.required,
    deprecated: parameter.deprecated ?? false,
    examples: [...parameter.examples, ...view.examples],
    extensions: { ...view.schema.extensions, ...parameter.extensions },
    at: parameter.at,
  };
  const spreads = parameter.explode && parameter.content === undefined && view.is("object");
  if (parameter.in !== "query" || view.fields.size === 0 || !spreads) return [self];
  // The members of an exploded object travel as parameters of their own.
  const deep = parameter.style === "deepObject";
  return [...view.fields.values()].map((field) => ({
    ref: deep ? `${parameter.name}[${field.name}]` : field.name,
    name: field.name,
    phrase: deep ? `${self.phrase} ${phrase(field.name)}` : phrase(field.name),
    in: "query",
    view: field.view,
    text: field.view.text,
    description: field.view.description,
    required: parameter.required && field.required,
    deprecated: parameter.deprecated ?? field.view.schema.deprecated ?? false,
    examples: field.view.examples,
    extensions: field.view.schema.extensions ?? {},
    at: field.view.at,
  }));
}

function inputsOfBody(operation: Operation, views: Views): readonly Input[] {
  const media =
    operation.body && operation.method !== "GET"
      ? (jsonMedia(operation.body.media) ?? operation.body.media[0])
      : undefined;
  if (!media?.schema) return [];
  return members(views.of(media.schema), []);
}

function members(view: View, holder: readonly string[]): readonly Input[] {
  return [...view.fields.values()].flatMap((field): readonly Input[] => {
    const path = [...holder, field.name];
    const own = phrase(field.name);
    if (field.view.fields.size > 0 && holder.length === 0 && HOLDERS.test(own)) return members(field.view, path);
    return [
      {
        ref: `body:${pointer(path)}`,
        name: field.name,
        phrase: [...holder.map(phrase), own].join(" "),
        in: "body",
        view: field.view,
        text: field.view.text,
        description: field.view.description,
        required: field.required,
        deprecated: field.view.schema.deprecated ?? false,
        examples: field.view.examples,
        extensions: field.view.schema.extensions ?? {},
        at: field.view.at,
      },
    ];
  });
}
