import { type Check, isObject, judgePart, type Payload, type Schema } from "./judge.js";

/*
 * A schema that states no `type` judges values of the type its keywords speak of, and lets all others pass
 * (JSON Schema 2020-12, core, 7.6.1). Types say what authors mean, so the schema's own type stays.
 */

/** Judges strings only. Checks that follow hold for all values. */
export const ifString = <S extends Schema>(schema: S, ...checks: Check[]): S =>
  only(schema, (value) => typeof value === "string", checks);

/** Judges numbers only. Checks that follow hold for all values. */
export const ifNumber = <S extends Schema>(schema: S, ...checks: Check[]): S =>
  only(schema, (value) => typeof value === "number" || typeof value === "bigint", checks);

/** Judges objects only. Checks that follow hold for all values. */
export const ifObject = <S extends Schema>(schema: S, ...checks: Check[]): S => only(schema, isObject, checks);

/** Judges lists only. Checks that follow hold for all values. */
export const ifArray = <S extends Schema>(schema: S, ...checks: Check[]): S => only(schema, Array.isArray, checks);

/** What is absent is no JSON value: it is left to the schema, which refuses it. */
function only<S extends Schema>(schema: S, concerns: (value: unknown) => boolean, checks: readonly Check[]): S {
  return instead(schema, (run) => (payload, context) => {
    const judged = payload.value === undefined || concerns(payload.value) ? run(payload, context) : payload;
    if (!(judged instanceof Promise)) for (const check of checks) check(judged);
    return judged;
  });
}

/**
 * Looks at an object's own members only. Needed where a property is called like one that every object inherits, such as
 * `constructor` or `toString`.
 *
 * @param hidden - What a member `__proto__` must be: objects of zod pass over it.
 */
export function ownMembers<S extends Schema>(
  schema: S,
  hidden?: { readonly schema: Schema; readonly required: boolean },
): S {
  return instead(schema, (run) => (payload, context) => {
    const { value } = payload;
    if (!isObject(value)) return run(payload, context);
    const copy: unknown = Object.create(null, Object.getOwnPropertyDescriptors(value));
    const own = { ...payload, value: copy };
    const { issues } = payload;
    if (hidden && Object.hasOwn(value, "__proto__")) judgePart(own, hidden.schema, "__proto__");
    else if (hidden?.required)
      issues.push({ code: "invalid_type", expected: "nonoptional", input: undefined, path: ["__proto__"] });
    return run(own, context);
  });
}

type Run = Schema["_zod"]["run"];

/** Replaces how a schema runs; its definition, and so what tools read in it, stays. The schema is nobody else's yet. */
function instead<S extends Schema>(
  schema: S,
  make: (run: Run) => (payload: Payload, context: { readonly async: false }) => ReturnType<Run>,
): S {
  const internals = schema._zod as { run: Run };
  internals.run = make(internals.run);
  return schema;
}
