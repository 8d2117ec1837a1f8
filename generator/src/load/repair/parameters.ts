import type { JsonObject } from "../document.js";
import { below } from "../pointer.js";
import { bodyFrom, formFrom, isBody, isForm } from "../upgrade/swagger-body.js";
import type { Cursor } from "../walk/walk.js";
import type { Mender } from "./mender.js";
import { unusable } from "./parameter.js";

/** Leaves out parameters that cannot be sent and those that are listed twice. */
export function mendParameterList(owner: JsonObject, cursor: Cursor, mender: Mender): void {
  const list = owner.parameters;
  if (!Array.isArray(list) || list.length === 0) return;
  const at = below(cursor.pointer(), "parameters");
  const seen = new Set<string>();
  const kept = list.filter((one, index) => {
    const parameter = mender.resolve(one);
    const { name, in: place } = parameter ?? {};
    // These become the request body.
    if (place === "body" || place === "formData") return true;
    const why = parameter ? unusable(parameter) : "is no object";
    const key = JSON.stringify([place, name]);
    if (why === undefined && !seen.has(key)) return seen.add(key);
    const message =
      why === undefined
        ? `The ${String(place)} parameter \`${String(name)}\` is listed twice; the first one counts.`
        : `A parameter${typeof name === "string" ? ` \`${name}\`` : ""} ${why}; it is left out.`;
    const here = below(at, index);
    if (why === undefined) mender.warn(here, "load/parameter-twice", message, "Remove one of them.");
    else mender.warn(here, "load/parameter-unusable", message, "Set `name` and `in`, or remove it.");
    return false;
  });
  if (kept.length === list.length) return;
  mender.session.origins.pin(mender.root, at, list);
  mender.sameOrigin(kept, cursor, "parameters");
  owner.parameters = kept;
}

/** `in: body` and `in: formData` in OpenAPI 3: what Swagger 2.0 had, and documents that were converted by hand have. */
export function takeBody(operation: JsonObject, cursor: Cursor, mender: Mender): void {
  const list = operation.parameters;
  if (!Array.isArray(list)) return;
  const payload = list.map((one) => mender.resolve(one)).filter((one) => one && (isBody(one) || isForm(one)));
  if (payload.length === 0) return;
  const at = below(cursor.pointer(), "parameters");
  mender.session.origins.pin(mender.root, at, list);
  const { origins } = mender.session;
  const [first] = payload as JsonObject[];
  const body = (payload as JsonObject[]).find(isBody);
  if (operation.requestBody === undefined) {
    operation.requestBody = body ? bodyFrom(body, [], origins) : formFrom(payload as JsonObject[], [], origins);
  }
  const message = `\`in: ${String(first!.in)}\` is Swagger 2.0; it is read as the request body.`;
  mender.repair(at, "load/body-parameter", message, "Use `requestBody`.");
  operation.parameters = list.filter((one) => !payload.includes(mender.resolve(one)));
}
