/** What a check is handed: a value, and where to note what is wrong with it. The shape is zod 4's `ParsePayload`. */
export interface Payload {
  value: unknown;
  issues: Issue[];
}

/** One thing wrong with a value, before zod has worded it. */
export interface Issue {
  readonly code: string;
  readonly path?: PropertyKey[];
  readonly [detail: string]: unknown;
}

/** A check for `.check(…)` of any zod 4 or zod/mini schema. */
export type Check = (payload: Payload) => void;

/** A zod 4 or zod/mini schema, as far as these helpers look into it: so they depend on no validation library. */
export interface Schema {
  readonly _zod: {
    run(payload: Payload, context: { readonly async: false }): Payload | Promise<Payload>;
  };
}

const CONTEXT = { async: false } as const;

/** What is wrong with a value by a schema; empty when nothing is. */
export function issuesOf(schema: Schema, value: unknown): readonly Issue[] {
  const result = schema._zod.run({ value, issues: [] }, CONTEXT);
  if (result instanceof Promise) throw new TypeError("a generated schema is never asynchronous");
  return result.issues;
}

export function fits(schema: Schema, value: unknown): boolean {
  return issuesOf(schema, value).length === 0;
}

/** Notes what is wrong with a part of the value. */
export function judgePart(payload: Payload, schema: Schema, key: string | number): void {
  const part = (payload.value as { readonly [key: PropertyKey]: unknown })[key];
  for (const issue of issuesOf(schema, part)) payload.issues.push({ ...issue, path: [key, ...(issue.path ?? [])] });
}

export function refuse(payload: Payload, message: string, path: PropertyKey[] = []): void {
  payload.issues.push({ code: "custom", input: payload.value, message, path });
}

/** Whether a value is what JSON calls an object. */
export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
