import type { StreamSpec } from "../contract.js";

/** Whether the data of an event of this name is JSON. */
export function isJsonData({ data, envelope }: StreamSpec, event: string | undefined): boolean {
  const kind = typeof data === "object" ? (Object.hasOwn(data, event ?? "") ? data[event ?? ""] : data[""]) : data;
  return (kind ?? (envelope ? "text" : "json")) === "json";
}
