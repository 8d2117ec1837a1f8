import type { ApiConfig } from "../config/config.js";
import type { Api } from "../model/api.js";
import type { Report } from "../report/diagnostic.js";
import { detectAuth } from "./auth/index.js";
import type { Facts, OperationFacts } from "./facts.js";
import { detectPaging } from "./paging/index.js";
import { viewOperation } from "./view/operation.js";
import { Views } from "./view/view.js";

/** Finds what the document shows without stating it. Nothing is returned that was not proved against the schema. */
export function detect(api: Api, _config: ApiConfig, _report: Report): Facts {
  const views = new Views(api);
  const operations = api.operations.map((operation) => viewOperation(operation, views));
  const paging = detectPaging(api, operations);
  const facts = new Map<string, OperationFacts>();
  for (const [key, pager] of paging) facts.set(key, { paging: pager });
  return { auth: detectAuth(api), operations: facts };
}
