import type { ApiDefinition, OperationSchemas, ValueSchema } from "../contract.js";
import { ValidationError, type ValidationIssue } from "../errors/validation-error.js";
import type { CallContext } from "../http.js";
import { withValueAt } from "../paging/pointer.js";
import { isFileInput } from "../request/file.js";
import { planOf } from "../request/plan.js";
import type { Values } from "../request/target.js";
import { applyEncodeCodec } from "../response/codec.js";
import { isWithin, mediaTypeOf } from "../response/media-type.js";
import type { ZodIssue } from "./branches.js";
import { Budget } from "./budget.js";
import { differencesOf, wordsOf } from "./difference.js";
import { wireValue } from "./wire-value.js";

/** The arguments of one call. */
export interface Asked {
  readonly api: ApiDefinition;
  readonly context: CallContext;
  readonly params: Values;
}

/** @throws ValidationError naming every argument that does not fit; nothing has been sent then */
export function checkRequest(schemas: OperationSchemas, asked: Asked): void {
  const issues = [...parameterIssues(schemas, asked), ...bodyIssues(schemas, asked)];
  const [first] = issues;
  if (!first) return;
  const { context } = asked;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  throw new ValidationError(
    `${context.operation.id}: arguments differ from the document at ${first.path}: ${first.message}${more}; nothing was sent`,
    { context, issues: issues.slice(0, 100) },
  );
}

function parameterIssues(
  { params: schemas = {} }: OperationSchemas,
  { api, context, params }: Asked,
): ValidationIssue[] {
  const { operation } = context;
  const given = new Set(Object.keys(operation.constants ?? {}));
  const credentials = new Set(Object.values(api.schemes).flatMap((one) => (one.type === "apiKey" ? [one.name] : [])));
  return Object.entries(schemas).flatMap(([key, { schema, required }]) => {
    const value = Object.hasOwn(params, key) ? params[key] : undefined;
    const spec = operation.params?.[key];
    if (given.has(key)) return [];
    // `null` is left out of a request as `undefined` is.
    if (value !== undefined && value !== null)
      return issuesOf(schema, wireValue(value, spec?.date ? "date" : undefined), `/${key}`);
    // Credentials are added later, and the path is seen to where it is written.
    const comesLater = spec?.in === "path" || credentials.has(spec?.name ?? key);
    return required && !comesLater ? [{ path: `/${key}`, message: "a required parameter is missing" }] : [];
  });
}

function bodyIssues({ body: schemas = {} }: OperationSchemas, { api, context, params }: Asked): ValidationIssue[] {
  const { operation } = context;
  let value: unknown = Object.hasOwn(params, "body") ? params["body"] : undefined;
  if (value === undefined || isWritten(value)) return [];
  const mediaType =
    typeof params["contentType"] === "string" ? params["contentType"] : Object.keys(operation.body ?? {})[0];
  const schema = bodySchema(schemas, mediaType);
  if (!schema) return [];
  for (const [pointer, constant] of planOf(operation).bodyConstants) value = withValueAt(value, pointer, constant);
  if (operation.encode) value = applyEncodeCodec(value, operation.encode);
  const credentials = Object.values(api.schemes).flatMap((one) =>
    one.type === "apiKey" && one.in === "body" ? [`/body${one.name}`] : [],
  );
  return issuesOf(schema, wireValue(value), "/body").filter(({ path }) => !credentials.includes(path));
}

// What was encoded by the caller cannot be looked into.
function isWritten(value: unknown): boolean {
  return (
    isFileInput(value) ||
    value instanceof FormData ||
    value instanceof URLSearchParams ||
    (typeof value === "object" && value !== null && Symbol.asyncIterator in value)
  );
}

function bodySchema(schemas: NonNullable<OperationSchemas["body"]>, mediaType = ""): ValueSchema | undefined {
  if (Object.hasOwn(schemas, mediaType)) return schemas[mediaType];
  const type = mediaTypeOf(mediaType);
  return type === undefined ? undefined : Object.entries(schemas).find(([range]) => isWithin(type, range))?.[1];
}

function issuesOf(schema: ValueSchema, value: unknown, base: string): ValidationIssue[] {
  const result = schema.safeParse(value);
  const issues = (result.error?.issues ?? []) as readonly ZodIssue[];
  const examined = { schema, value, budget: new Budget(0) };
  return issues
    .filter(({ path }) => !leadsIntoFile(value, path))
    .flatMap((issue) => differencesOf(examined, issue))
    .map((difference) => ({ path: base + difference.pointer, message: wordsOf(difference) }));
}

// The document describes a file as text, and it is none.
function leadsIntoFile(value: unknown, path: readonly PropertyKey[]): boolean {
  let at: unknown = value;
  for (const step of path) {
    if (isFileInput(at)) return true;
    at = (at as { readonly [key: PropertyKey]: unknown } | null | undefined)?.[step];
  }
  return isFileInput(at);
}
