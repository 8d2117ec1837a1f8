import type { Json, JsonObject } from "../document.js";
import { isObject, put } from "../json.js";
import { below } from "../pointer.js";
import type { Cursor } from "../walk/walk.js";
import type { Mender } from "./mender.js";

/** Mends what an operation says itself; its parameters are mended with their path. */
export function mendOperation(operation: JsonObject, cursor: Cursor, mender: Mender): void {
  mendTags(operation, cursor, mender);
  const { operationId } = operation;
  if (operationId !== undefined && typeof operationId !== "string") {
    if (typeof operationId === "object") delete operation.operationId;
    else operation.operationId = mender.literal(below(cursor.pointer(), "operationId"), operationId);
  }
  if (operation.deprecated === "true") operation.deprecated = true;
  if (operation.security !== undefined && !Array.isArray(operation.security)) {
    const { security } = operation;
    const at = below(cursor.pointer(), "security");
    mender.repair(
      at,
      "load/list-expected",
      "`security` must be a list; its one entry is taken as the only item.",
      "Write a list.",
    );
    if (isObject(security)) operation.security = [security];
    else delete operation.security;
  }
  if (!isObject(operation.responses)) {
    operation.responses = {};
    const message = "The operation says nothing about its responses; any answer is taken as a success without content.";
    mender.warn(cursor, "load/no-responses", message, "Describe its responses.");
  } else mendStatuses(operation.responses, cursor, mender);
}

function mendTags(operation: JsonObject, cursor: Cursor, mender: Mender): void {
  const { tags } = operation;
  if (tags === undefined) return;
  if (Array.isArray(tags) && tags.every((tag) => typeof tag === "string")) return;
  const all = Array.isArray(tags) ? tags : [tags];
  const names = all.flatMap((tag, index) => {
    const name = isObject(tag) ? tag.name : tag;
    if (name === null || name === undefined || typeof name === "object") return [];
    return [mender.literal(below(below(cursor.pointer(), "tags"), index), name)];
  });
  operation.tags = names;
  mender.repair(
    below(cursor.pointer(), "tags"),
    "load/tags",
    "`tags` must be a list of names.",
    "List the names as text.",
  );
}

/** Statuses are `200`, `4XX` and `default`. */
function mendStatuses(responses: JsonObject, cursor: Cursor, mender: Mender): void {
  for (const status of Object.keys(responses)) {
    if (/^(?:[1-5]\d\d|[1-5]XX|default)$/.test(status) || status.startsWith("x-")) continue;
    const at = below(below(cursor.pointer(), "responses"), status);
    const meant = meaning(status);
    if (meant !== undefined && responses[meant] === undefined) {
      mender.sameOrigin(responses[status] as Json, cursor, "responses", status);
      put(responses, meant, responses[status] as Json);
      mender.repair(at, "load/status", `The status \`${status}\` is read as \`${meant}\`.`, `Write \`${meant}\`.`);
    } else {
      const message = `\`${status}\` is no status that a response can have; it is left out.`;
      mender.warn(at, "load/status", message, "Use three digits, `4XX` or `default`.");
    }
    delete responses[status];
  }
}

function meaning(status: string): string | undefined {
  const text = status.trim();
  if (/^[1-5]xx$/i.test(text)) return text.toUpperCase();
  if (/^default$/i.test(text)) return "default";
  const [digits] = /^[1-5]\d\d(?=\D|$)/.exec(text) ?? [];
  return digits;
}

/** A schema beside the description, as Swagger 2.0 had it. */
export function mendResponse(response: JsonObject, cursor: Cursor, mender: Mender): void {
  const { schema } = response;
  if (schema === undefined) return;
  delete response.schema;
  if (response.content !== undefined) return;
  mender.sameOrigin(schema, cursor, "schema");
  response.content = { "application/json": { schema } };
  const at = below(cursor.pointer(), "schema");
  mender.repair(
    at,
    "load/no-content",
    "A response's `schema` is Swagger 2.0; it is read as JSON content.",
    "Use `content`.",
  );
}
