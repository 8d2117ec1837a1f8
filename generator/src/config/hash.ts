import { createHash } from "node:crypto";
import type { ApiConfig } from "./config.js";
import { namesFileText } from "./names-file-text.js";

/**
 * Hash of the options that shape the output. Where the document is read from and written to does not.
 *
 * @param names - Text of the file that keeps names. Default: as it is on disk.
 */
export function configHash(config: ApiConfig, names: string = namesFileText(config.namesFile)): string {
  const {
    input: _input,
    output: _output,
    overlays: _overlays,
    headers: _headers,
    allowHosts: _hosts,
    extensions: _extensions,
    namesFile: _file,
    ...shaping
  } = config;
  const sorted = JSON.stringify(shaping, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256")
    .update(sorted + names)
    .digest("hex");
}
