import type { Parameter } from "../api.js";

/**
 * Some documents write a query into the path: `/export?app_id={app_id}`. A placeholder there is a query parameter, which
 * is encoded as such; what is constant beside it stays.
 */
export function withoutQueryTemplate(
  path: string,
  parameters: readonly Parameter[],
): { readonly path: string; readonly parameters: readonly Parameter[] } {
  const [, head = "", query = "", fragment = ""] = /^([^?#]*)\?([^#]*)(.*)$/s.exec(path) ?? [];
  const kept: string[] = [];
  const found = new Map<string, Parameter>();
  for (const pair of query.split("&")) {
    const [, name = "", placeholder = ""] = /^([^={}]+)=\{([^{}]+)\}$/.exec(pair) ?? [];
    const parameter = parameters.find((one) => one.in === "path" && one.name === placeholder);
    if (parameter) found.set(name, parameter);
    else if (pair !== "") kept.push(pair);
  }
  if (found.size === 0) return { path, parameters };
  const moved = new Set([...found.values()].filter((one) => !head.includes(`{${one.name}}`)));
  const declared = new Set(parameters.filter((one) => one.in === "query").map((one) => one.name));
  const added = [...found].flatMap(([name, one]): Parameter[] =>
    declared.has(name) ? [] : [{ ...one, name, in: "query", style: "form", explode: true }],
  );
  return {
    path: head + (kept.length === 0 ? "" : `?${kept.join("&")}`) + fragment,
    parameters: [...parameters.filter((one) => !moved.has(one)), ...added],
  };
}
