import * as z from "zod";

/** How an answer differs from the document; the runtime's `DriftKind`. */
export const KINDS = [
  "new-field",
  "missing-field",
  "changed-type",
  "unknown-enum-value",
  "unknown-union-member",
  "constraint",
] as const;

/** What was seen in the place of what the document says: a small JSON Schema. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: { readonly [name: string]: Shape };
  readonly additionalProperties?: Shape;
  readonly items?: Shape;
  readonly enum?: readonly (string | number | boolean | null)[];
}

/** JSON Schema's types. */
const type = z.enum(["array", "boolean", "integer", "null", "number", "object", "string"]);

const shape: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    type: z.optional(z.union([type, z.array(type)])),
    format: z.optional(z.enum(["date", "date-time"])),
    properties: z.optional(z.record(z.string(), shape)),
    additionalProperties: z.optional(shape),
    items: z.optional(shape),
    enum: z.optional(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  }),
) as z.ZodType<Shape>;

/** One line of a drift log. */
export const record = z.object({
  run: z._default(z.string(), ""),
  api: z._default(z.string(), ""),
  operationId: z.string(),
  status: z.string(),
  mediaType: z.string(),
  path: z.string().regex(/^(\/.*)?$/s),
  kind: z.enum(KINDS),
  expected: z._default(z.string(), ""),
  seen: z._default(shape, {}),
  keyword: z.optional(z.string()),
  count: z._default(z.number(), 1),
});

/** One difference of one run. */
export type DriftRecord = z.output<typeof record>;

/** What is one difference, whichever run saw it. */
export function keyOf({ api, operationId, status, mediaType, path, kind, seen }: DriftRecord): string {
  const tags =
    kind === "unknown-union-member" ? Object.values(seen.properties ?? {}).flatMap((one) => one.enum ?? []) : [];
  return JSON.stringify([api, operationId, status, mediaType, path, kind, ...tags]);
}

/** The types of a shape. */
export function typesOf({ type = [] }: Shape): readonly string[] {
  return typeof type === "string" ? [type] : type;
}
