import type { Api, NamedSchema } from "./api.js";
import { oncePerApi } from "./once.js";
import { filesOf, isBinary } from "./files.js";
import { withUsers } from "./reach.js";
import { oncePerMeaning } from "./meaning.js";
import { type Components, componentsOf, resolve } from "./resolve.js";
import type { Schema } from "./schema.js";
import { partsOf } from "./walk.js";

/**
 * Whether what a client sends differs from what it receives: because of `readOnly` or `writeOnly` members anywhere in
 * the schema, through references, or because it holds a file that is uploaded here and a string there. Cycles are safe.
 * Answers are remembered, so one function serves a whole run.
 */
export const differsByDirection: (api: Api) => (schema: Schema) => boolean = oncePerApi((api) => {
  const components = componentsOf(api);
  const files = filesOf(api);
  const found = new Map(
    api.schemas.map((one) => [
      one.name,
      files.isTwofold(one.name) ? inspect(components, one.schema, true) : inspectComponent(api, one),
    ]),
  );
  const direct = [...found].filter(([, { differs }]) => differs).map(([name]) => name);
  const differing = withUsers(direct, new Map([...found].map(([name, { targets }]) => [name, targets])));
  const known = new Map([...components].map(([name, schema]) => [schema, differing.has(name)]));
  return (schema) => {
    const answer = known.get(schema);
    if (answer !== undefined) return answer;
    const { differs, targets } = inspect(components, schema, false);
    const result = differs || targets.some((target) => differing.has(target));
    known.set(schema, result);
    return result;
  };
});

const inspectComponent = oncePerMeaning<NamedSchema, Findings>((api, { schema }) =>
  inspect(componentsOf(api), schema, false),
);

/** Whether a member travels in one direction only, by its own word or by that of the component it refers to. */
export function directionOf(components: Components, schema: Schema): "read" | "write" | "both" {
  const inner = schema.kind === "ref" ? resolve(components, schema) : schema;
  if (schema.readOnly ?? inner.readOnly) return "read";
  return (schema.writeOnly ?? inner.writeOnly) ? "write" : "both";
}

/** Whether a member is there in this direction. */
export function travels(components: Components, schema: Schema, direction: "read" | "write"): boolean {
  const only = directionOf(components, schema);
  return only === "both" || only === direction;
}

interface Findings {
  /** It differs by what is written in it. */
  readonly differs: boolean;
  /** Components it refers to. */
  readonly targets: readonly string[];
}

function inspect(components: Components, schema: Schema, twofold: boolean): Findings {
  const targets = new Set<string>();
  const seen = new Set<Schema>();
  let differs = false;
  const waiting = [schema];
  for (let current = waiting.pop(); current; current = waiting.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === "ref") targets.add(current.target);
    if (twofold && isBinary(current)) differs = true;
    if (current.kind === "object" && current.properties.some((one) => directionOf(components, one.schema) !== "both"))
      differs = true;
    for (const part of partsOf(current)) waiting.push(part);
  }
  return { differs, targets: [...targets] };
}
