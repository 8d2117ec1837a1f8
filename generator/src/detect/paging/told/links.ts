import type { Json } from "../../../load/document.js";
import type { Operation } from "../../../model/api.js";
import { quote } from "../../text/prose.js";
import { parts } from "../../view/pointer.js";
import type { OperationView } from "../../view/operation.js";
import { rolesOf } from "../roles.js";
import type { Claim } from "./claim.js";

/** An OpenAPI link from an answer to the operation itself: its parameters say where the next request takes its values from. */
export function claimOfLinks(view: OperationView): Claim | undefined {
  const { operation } = view;
  for (const response of view.successes)
    for (const link of response.links) {
      if (!leadsBack(link, operation)) continue;
      for (const { name, value } of link.parameters) {
        const source = sourceOf(value);
        const input = view.inputs.find(
          (one) => one.in !== "body" && one.name === name.replace(/^(?:query|header|path)\./, ""),
        );
        if (source === undefined || !input) continue;
        const claim = {
          from: "links",
          source: `link \`${quote(link.name, 60)}\``,
          at: response.at,
          details: {},
        } as const;
        const roles = rolesOf(input.phrase);
        if (input.view.numeric && (roles.get("page") ?? 0) >= 1.5)
          return { ...claim, style: "page", request: { page: input.ref }, response: { nextPage: source } };
        if (input.view.numeric && (roles.get("offset") ?? 0) >= 1.5)
          return { ...claim, style: "offset", request: { offset: input.ref }, response: { nextOffset: source } };
        if (roles.has("cursor"))
          return { ...claim, style: "cursor", request: { cursor: input.ref }, response: { nextCursor: source } };
      }
    }
  return undefined;
}

function leadsBack(
  link: { readonly operationId?: string; readonly operationRef?: string },
  operation: Operation,
): boolean {
  if (link.operationId !== undefined) return link.operationId === operation.operationId;
  const reference = link.operationRef?.split("#").at(-1);
  if (reference === undefined || !reference.startsWith("/")) return false;
  const [, path, method] = parts(reference);
  return path === operation.path && method?.toUpperCase() === operation.method;
}

/** `$response.body#/next`, `$response.header.X-Next` (runtime expressions of OpenAPI). */
function sourceOf(value: Json): string | undefined {
  if (typeof value !== "string") return undefined;
  const [, body, header] = /^\{?\$response\.(?:body#(\/[^}]*)|header\.([\w-]+))\}?$/.exec(value) ?? [];
  return body ?? (header === undefined ? undefined : `header:${header}`);
}
