import type { OperationFacts } from "../detect/facts.js";
import type { Operation } from "../model/api.js";
import type { Understanding } from "../pipeline.js";

/** One operation with everything that was decided about it. */
export interface Row {
  readonly operation: Operation;
  /** `customers.sources`; empty for methods of the client itself. */
  readonly resource: string;
  readonly method: string;
  /** Why it is called so. */
  readonly reason: string;
  readonly facts: OperationFacts;
}

/** All operations, in the order in which a user of the SDK meets them. */
export function rowsOf({ api, names, facts }: Pick<Understanding, "api" | "names" | "facts">): readonly Row[] {
  const rows = api.operations.map((operation): Row => {
    const name = names.operations.get(operation.key);
    return {
      operation,
      resource: name?.resource.join(".") ?? "",
      method: name?.method ?? operation.key,
      reason: name?.reason ?? "",
      facts: facts.operations.get(operation.key) ?? {},
    };
  });
  return rows.toSorted(
    (a, b) =>
      compare(a.resource, b.resource) || compare(a.method, b.method) || compare(a.operation.key, b.operation.key),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
