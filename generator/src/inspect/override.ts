import type { PagingFacts } from "../detect/facts.js";

/** The line of `codegen.config.ts`, under `paging`, that says what was decided and can be edited. */
export function overrideLine(key: string, paging: PagingFacts | undefined): string {
  if (!paging) return `${JSON.stringify(key)}: { style: "page", page: "…", items: "…" },`;
  const { hasMore, ...response } = paging.response;
  const words: { [word: string]: string | number | boolean | undefined } = {
    style: paging.style,
    ...paging.request,
    ...response,
    ...(hasMore !== undefined && { [paging.hasMoreInverted ? "done" : "hasMore"]: hasMore }),
    ...(paging.keyStep !== undefined && { keyStep: paging.keyStep }),
    ...(paging.itemsIsMap && { itemsIsMap: true }),
    ...(paging.base !== undefined && { base: paging.base }),
  };
  const text = Object.entries(words)
    .filter(([, value]) => value !== undefined)
    .map(([word, value]) => `${word}: ${JSON.stringify(value)}`);
  return `${JSON.stringify(key)}: { ${text.join(", ")} },`;
}

/** The line that switches paging off. */
export const offLine = (key: string): string => `${JSON.stringify(key)}: false,`;
