import type { ApiConfig } from "../config/config.js";
import type { Api, MediaType } from "../model/api.js";
import { meaningOf, recollection } from "../model/index.js";
import type { Report } from "../report/diagnostic.js";
import { downloads, failureFlags, idempotencyOf, incrementalOf, jobOf, streamOf, uploads } from "./answers.js";
import { detectAuth } from "./auth/index.js";
import { detectErrors } from "./errors.js";
import type { Facts, OperationFacts, PagingFacts } from "./facts.js";
import { detectLimits, operationLimits } from "./limits/index.js";
import { detectPaging } from "./paging/index.js";
import { requestIdHeader } from "./request-id.js";
import { jsonMedia, viewOperation, type OperationView } from "./view/operation.js";
import { follow } from "./view/pointer.js";
import { viewsOf } from "./view/lasting.js";
import type { Views } from "./view/view.js";
import { detectWebhooks } from "./webhooks/index.js";

const seen = recollection<OperationView>();
const factsFound = recollection<OperationFacts>();

/**
 * Finds what the document shows without stating it. Nothing is returned that was not proved against the schema.
 * `isOverlaid` tells what an overlay wrote, which is trusted before what the document's author did.
 */
export function detect(
  api: Api,
  config: ApiConfig,
  report: Report,
  isOverlaid: (at: string) => boolean = () => false,
): Facts {
  const views = viewsOf(api);
  const operations = api.operations.map((operation) =>
    seen(meaningOf(api, operation), "", undefined, () => viewOperation(operation, views)),
  );
  const paging = detectPaging(api, operations, { config, report, isOverlaid });
  const failures = failureFlags(operations, errorFields(api, views));
  const facts = new Map<string, OperationFacts>();
  for (const view of operations) {
    const { key } = view.operation;
    const pager = paging.get(key);
    const found = {
      ...factsFound(meaningOf(api, view.operation), "", pager, () => factsOf(view, pager, views)),
      ...(failures.get(key) && { failure: failures.get(key) }),
    } as OperationFacts;
    if (Object.keys(found).length > 0) facts.set(key, found);
  }
  const limits = detectLimits(api, views);
  const errors = detectErrors(api.operations, views);
  const requestId = requestIdHeader(api.operations);
  const deliveries = detectWebhooks(api, config, report);
  return {
    auth: detectAuth(api, operations),
    ...(limits && { limits }),
    ...(errors && { errors }),
    ...(requestId !== undefined && { requestIdHeader: requestId }),
    ...(deliveries && { deliveries }),
    operations: facts,
  };
}

function factsOf(view: OperationView, paging: PagingFacts | undefined, views: Views): OperationFacts {
  const stream = streamOf(view);
  const idempotency = idempotencyOf(view);
  const job = jobOf(view);
  const incremental = incrementalOf(view, itemFields(view, paging));
  return {
    ...(paging && { paging }),
    ...(stream && { stream }),
    ...(idempotency && { idempotency }),
    ...(job && { job }),
    ...(incremental && { incremental }),
    ...(uploads(view, (media) => holdsBinary(media, views)) && { upload: true }),
    ...(downloads(view) && { download: true }),
    ...operationLimits(view.operation),
  };
}

/** Names of the fields of one item of a list. */
function itemFields(view: OperationView, paging: PagingFacts | undefined): Iterable<string> {
  const [answer] = view.answers;
  const list = answer && (paging ? follow(answer.view, paging.response.items) : answer.view);
  return (list?.items ?? list?.mapped)?.fields.keys() ?? [];
}

/** A part of the form is a file. */
function holdsBinary(media: MediaType, views: Views): boolean {
  if (!media.schema) return false;
  for (const { view } of views.of(media.schema).fields.values()) {
    const one = view.types.has("array") ? (view.items ?? view) : view;
    if (one.format === "binary" || one.schema.limits?.contentMediaType !== undefined) return true;
  }
  return false;
}

/** Names of the boolean fields of error bodies. */
function errorFields(api: Api, views: Views): ReadonlySet<string> {
  const names = new Set<string>();
  for (const operation of api.operations)
    for (const response of operation.responses) {
      if (!/^(?:[45]|default)/.test(response.status)) continue;
      const schema = jsonMedia(response.media)?.schema;
      if (schema)
        for (const field of views.of(schema).fields.values()) if (field.view.is("boolean")) names.add(field.name);
    }
  return names;
}
