// What TypeSpec says and its OpenAPI document does not, told the generator by the means that any user has: overrides of
// paging in the configuration, and an overlay over the document. By name of the document.
import type { ApiConfig } from "../../generator/src/config/config.js";

type Told = Pick<ApiConfig, "paging" | "overlays">;

const PAGES = "/payload/pageable/server-driven-pagination";
const TOKENS = `${PAGES}/continuationtoken`;

/** `@nextLink`, `@continuationToken` and `@pageItems` have no place in OpenAPI. */
const paging: ApiConfig["paging"] = {
  [`GET ${PAGES}/link-string`]: { style: "next-url-in-body", items: "/pets", nextUrl: "/next" },
  [`GET ${PAGES}/nested-link`]: { style: "next-url-in-body", items: "/nestedItems/pets", nextUrl: "/nestedNext/next" },
  [`GET ${TOKENS}/request-query-response-body`]: { ...cursor("token"), nextCursor: "/nextToken" },
  [`GET ${TOKENS}/request-header-response-body`]: { ...cursor("header:token"), nextCursor: "/nextToken" },
  [`GET ${TOKENS}/request-query-response-header`]: { ...cursor("token"), nextCursor: "header:next-token" },
  [`GET ${TOKENS}/request-header-response-header`]: { ...cursor("header:token"), nextCursor: "header:next-token" },
  [`GET ${TOKENS}/request-query-nested-response-body`]: nested("token"),
  [`GET ${TOKENS}/request-header-nested-response-body`]: nested("header:token"),
};

function cursor(place: string): { style: "cursor"; cursor: string; items: string } {
  return { style: "cursor", cursor: place, items: "/pets" };
}

function nested(place: string): { style: "cursor"; cursor: string; items: string; nextCursor: string } {
  return { ...cursor(place), items: "/nestedItems/pets", nextCursor: "/nestedNext/nextToken" };
}

/** OpenAPI 3.2 has `allowReserved` for paths; the emitter warns that it leaves it out. */
const reserved = {
  overlay: "1.0.0",
  info: { title: "Reserved expansion", version: "1.0.0" },
  actions: ["template", "annotation"].map((name) => ({
    target: `$.paths['/routes/path/reserved-expansion/${name}/{param}'].get.parameters[0]`,
    update: { allowReserved: true },
  })),
};

export const TOLD: ReadonlyMap<string, Told> = new Map<string, Told>([
  ["payload.pageable", { paging }],
  ["routes", { overlays: [reserved] }],
]);

/** Whether a scenario passes only because of it. */
export function isTold(document: string, operation: string): boolean {
  if (document === "routes") return operation.includes("/reserved-expansion/");
  return document === "payload.pageable" && Object.hasOwn(paging as object, operation);
}
