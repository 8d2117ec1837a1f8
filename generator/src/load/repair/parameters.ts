import type { Json, JsonObject } from "../document.js";
import { isObject, member } from "../json.js";
import { below, toSteps } from "../pointer.js";
import { bodyFrom, formFrom, isBody, isForm } from "../upgrade/swagger-body.js";
import type { Cursor } from "../walk/walk.js";
import { keepOrigins } from "./members.js";
import type { Mender } from "./mender.js";
import { unusable } from "./parameter.js";

/** A parameter, or what a reference to one leads to. */
export function resolved(parameter: Json, root: JsonObject): JsonObject | undefined {
  let current: Json | undefined = parameter;
  for (let hops = 0; isObject(current) && typeof current.$ref === "string" && hops < 10; hops++) {
    let target: Json | undefined = root;
    for (const step of toSteps(current.$ref.slice(1).replaceAll("%25", "%"))) {
      target = isObject(target) ? member(target, step) : undefined;
    }
    current = target;
  }
  return isObject(current) ? current : undefined;
}

/** Leaves out parameters that cannot be sent and those that are listed twice. */
export function mendParameterList(owner: JsonObject, cursor: Cursor, mender: Mender): void {
  const list = owner.parameters;
  if (!Array.isArray(list) || list.length === 0) return;
  const at = below(cursor.pointer(), "parameters");
  const seen = new Set<string>();
  const kept = list.filter((one, index) => {
    const parameter = resolved(one, mender.root);
    const { name, in: place } = parameter ?? {};
    // These become the request body.
    if (place === "body" || place === "formData") return true;
    const why = parameter ? unusable(parameter) : "leads nowhere";
    const key = JSON.stringify([place, name]);
    if (why === undefined && !seen.has(key)) return seen.add(key);
    const message =
      why === undefined
        ? `The ${String(place)} parameter \`${String(name)}\` is listed twice; the first one counts.`
        : `A parameter${typeof name === "string" ? ` \`${name}\`` : ""} ${why}; it is left out.`;
    mender.warn(below(at, index), why === undefined ? "load/parameter-twice" : "load/parameter-unusable", message);
    return false;
  });
  if (kept.length === list.length) return;
  keepOrigins(list, at, mender);
  mender.sameOrigin(kept, cursor, "parameters");
  owner.parameters = kept;
}

/** `in: body` and `in: formData` in OpenAPI 3: what Swagger 2.0 had, and documents that were converted by hand have. */
export function takeBody(operation: JsonObject, cursor: Cursor, mender: Mender): void {
  const list = operation.parameters;
  if (!Array.isArray(list)) return;
  const payload = list.map((one) => resolved(one, mender.root)).filter((one) => one && (isBody(one) || isForm(one)));
  if (payload.length === 0) return;
  const at = below(cursor.pointer(), "parameters");
  keepOrigins(list, at, mender);
  const { origins } = mender.session;
  const [first] = payload as JsonObject[];
  const body = (payload as JsonObject[]).find(isBody);
  if (operation.requestBody === undefined) {
    operation.requestBody = body ? bodyFrom(body, [], origins) : formFrom(payload as JsonObject[], [], origins);
  }
  const message = `\`in: ${String(first!.in)}\` is Swagger 2.0; it is read as the request body.`;
  mender.repair(at, "load/body-parameter", message, "Use `requestBody`.");
  operation.parameters = list.filter((one) => !payload.includes(resolved(one, mender.root)));
}
