import { path as pathDefault, type AnswerKind, type OperationDefinition } from "../contract.js";
import type { HeaderRecord } from "../http.js";
import { encodeLiteral, encodeName } from "./percent.js";
import type { Parameter } from "./query.js";

/** What never changes between two calls of one operation, worked out once. */
export interface Plan {
  /** Where the path is an absolute URL. */
  readonly origin: string | undefined;
  /** Literal texts and parameters in turn. */
  readonly path: readonly (string | Parameter)[];
  /** A query that stands in the path of the document itself. */
  readonly literalQuery: string;
  readonly query: readonly Parameter[];
  readonly querystring: Parameter | undefined;
  readonly header: readonly Parameter[];
  readonly cookie: readonly Parameter[];
  readonly accept: string;
  /** What the operation sends by itself beside `accept`. */
  readonly ownHeaders: Readonly<HeaderRecord> | undefined;
  /** Constants by argument key, without those of the body. */
  readonly constants: ReadonlyMap<string, unknown> | undefined;
  /** Constants by JSON Pointer into the body. */
  readonly bodyConstants: readonly (readonly [pointer: string, value: unknown])[];
}

const plans = new WeakMap<OperationDefinition, Plan>();

/** The plan of an operation value. */
export function planOf(operation: OperationDefinition): Plan {
  let plan = plans.get(operation);
  if (!plan) plans.set(operation, (plan = makePlan(operation)));
  return plan;
}

function makePlan(operation: OperationDefinition): Plan {
  const parameters: Parameter[] = Object.entries(operation.params ?? {}).map(([key, spec]) => ({
    key,
    name: spec.name ?? key,
    encodedName: encodeName(spec.name ?? key),
    spec,
  }));
  const within = (location: string): Parameter[] => parameters.filter(({ spec }) => spec.in === location);
  const { origin, template, query } = splitTemplate(operation.path);
  const constants = Object.entries(operation.constants ?? {});
  const ofArguments = constants.filter(([key]) => !key.startsWith("body:"));
  return {
    origin,
    path: pathParts(template, within("path")),
    literalQuery: query,
    query: within("query"),
    querystring: within("querystring")[0],
    header: within("header"),
    cookie: within("cookie"),
    accept: operation.headers?.["accept"] ?? acceptOf(operation),
    ownHeaders: operation.headers,
    constants: ofArguments.length === 0 ? undefined : new Map(ofArguments),
    bodyConstants: constants
      .filter(([key]) => key.startsWith("body:"))
      .map(([key, value]) => [key.slice("body:".length), value]),
  };
}

function splitTemplate(template: string): { origin: string | undefined; template: string; query: string } {
  // Some documents tell operations on one path apart by a fragment, which is never sent.
  const [withoutFragment = ""] = template.split("#", 1);
  const absolute = /^https?:\/\/[^/?]+/i.exec(withoutFragment)?.[0];
  const rest = withoutFragment.slice(absolute?.length ?? 0);
  const mark = rest.indexOf("?");
  return {
    origin: absolute === undefined ? undefined : new URL(absolute).origin,
    template: mark < 0 ? rest : rest.slice(0, mark),
    query:
      mark < 0
        ? ""
        : rest
            .slice(mark + 1)
            .split(/([&=])/)
            .map((text) => (/^[&=]$/.test(text) ? text : encodeName(text)))
            .join(""),
  };
}

function pathParts(template: string, parameters: readonly Parameter[]): (string | Parameter)[] {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const rooted = template.startsWith("/") || template === "" ? template : `/${template}`;
  return rooted.split(/\{([^{}]*)\}/).map((text, index) => {
    if (index % 2 === 0) return encodeLiteral(text);
    return byName.get(text) ?? { key: text, name: text, encodedName: encodeName(text), spec: pathDefault };
  });
}

const USUAL_TYPE: { readonly [kind in AnswerKind]: string } = {
  json: "application/json",
  text: "text/plain, */*;q=0.8",
  binary: "*/*",
  none: "*/*",
  sse: "text/event-stream",
  jsonl: "application/x-ndjson, application/jsonl, */*;q=0.8",
};

function acceptOf({ answers, stream }: OperationDefinition): string {
  if (!answers && stream) return USUAL_TYPE[stream.format];
  const types: string[] = [];
  for (const answer of Object.values(answers ?? { "2XX": "json" as const })) {
    if (typeof answer === "string") {
      if (answer !== "none") types.push(USUAL_TYPE[answer]);
    } else types.push(...Object.keys(answer));
  }
  return [...new Set(types)].join(", ") || "*/*";
}
