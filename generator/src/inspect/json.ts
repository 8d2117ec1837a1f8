import type { AuthFacts, Facts, OperationFacts, SchemeFacts } from "../detect/facts.js";
import type { Api, Operation } from "../model/api.js";
import type { Understanding } from "../pipeline.js";
import { locatedDiagnostics } from "./place.js";
import { rowsOf } from "./row.js";

/** What `codegen inspect --json` prints: the whole `Api`, the whole `Facts`, and the names with their reasons. */
export interface Inspection extends Omit<Api, "operations">, Omit<Facts, "operations"> {
  readonly version: string;
  readonly sources: readonly Pick<Understanding["document"]["sources"][number], "name" | "bytes">[];
  readonly skipped: Understanding["document"]["skipped"];
  readonly client: string;
  readonly operations: readonly InspectedOperation[];
  readonly diagnostics: readonly object[];
}

/** One operation: its name in the SDK, its facts, and its entry in the IR. */
export interface InspectedOperation extends Omit<OperationFacts, "paging"> {
  /** `GET /pets/{id}`. */
  readonly key: string;
  /** `customers.sources`. */
  readonly resource: string;
  /** `list`. */
  readonly method: string;
  /** Why it is called so. */
  readonly reason: string;
  readonly paging: OperationFacts["paging"] | null;
  readonly operation: Operation;
}

export function inspectJson(known: Understanding): Inspection {
  const { api, facts, names, document } = known;
  const rows = new Map(rowsOf(known).map((row) => [row.operation.key, row]));
  const { operations: _operations, ...rest } = api;
  const { operations: _facts, ...found } = facts;
  return {
    ...rest,
    ...found,
    auth: onTheWire(found.auth),
    version: document.version,
    sources: document.sources.map(({ name, bytes }) => ({ name, bytes })),
    skipped: document.skipped,
    client: names.client,
    operations: api.operations.map((operation) => {
      const row = rows.get(operation.key);
      const { paging = null, ...others } = row?.facts ?? {};
      return {
        key: operation.key,
        resource: row?.resource ?? "",
        method: row?.method ?? "",
        reason: row?.reason ?? "",
        paging,
        ...others,
        operation,
      };
    }),
    diagnostics: locatedDiagnostics(known),
  };
}

/**
 * Credentials by where they travel, which is what a reader of the wire sees: a key in the server's address is in the
 * path, and a key in the body goes by its name rather than by its pointer.
 */
function onTheWire(auth: AuthFacts): AuthFacts {
  const place = (scheme: SchemeFacts): SchemeFacts => {
    if (scheme.in === "server") return { ...scheme, in: "path" };
    return scheme.in === "body" && scheme.name !== undefined
      ? { ...scheme, name: scheme.name.replace(/^\//, "") }
      : scheme;
  };
  return {
    ...auth,
    schemes: Object.fromEntries(Object.entries(auth.schemes).map(([name, scheme]) => [name, place(scheme)])),
  };
}
