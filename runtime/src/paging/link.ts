import LinkHeader from "http-link-header";
import { fieldText } from "../request/field.js";

/** The target of `rel="next"` in a `Link` field (RFC 8288), or undefined. Never throws: servers write odd fields. */
export function nextLink(field: string | undefined): string | undefined {
  if (!field) return undefined;
  const text = fieldText(field);
  return strictly(text) ?? leniently(text);
}

function strictly(field: string): string | undefined {
  try {
    return LinkHeader.parse(field).rel("next")[0]?.uri;
  } catch {
    return undefined;
  }
}

// Takes each `<…>` with what stands between it and the next one, whatever else is wrong with the field.
function leniently(field: string): string | undefined {
  for (const [, target, parameters = ""] of field.matchAll(/<([^<>]*)>([^<]*)/g)) {
    const relation = /(?:^|;)\s*rel\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,]+))/i.exec(parameters);
    const names = (relation?.[1] ?? relation?.[2] ?? relation?.[3] ?? "").toLowerCase().split(/\s+/);
    if (names.includes("next")) return target?.trim();
  }
  return undefined;
}
