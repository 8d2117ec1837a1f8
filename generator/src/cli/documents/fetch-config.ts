import type { ApiConfig } from "../../config/config.js";

/** The options of an API that matter for downloading its document, and no others. */
export function fetchConfig(url: string, config: ApiConfig): ApiConfig {
  const { headers, allowHosts, maxBytes, tolerant } = config;
  return {
    input: url,
    output: "",
    ...(headers && { headers }),
    ...(allowHosts && { allowHosts }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(tolerant !== undefined && { tolerant }),
  };
}
