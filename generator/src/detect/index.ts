import type { ApiConfig } from "../config/config.js";
import type { Api } from "../model/api.js";
import type { Report } from "../report/diagnostic.js";
import { detectAuth } from "./auth/index.js";
import type { Facts } from "./facts.js";

/** Finds what the document shows without stating it. Nothing is returned that was not proved against the schema. */
export function detect(api: Api, _config: ApiConfig, _report: Report): Facts {
  return { auth: detectAuth(api), operations: new Map() };
}
