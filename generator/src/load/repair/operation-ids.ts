import type { JsonObject } from "../document.js";
import { isObject } from "../json.js";
import { toPointer } from "../pointer.js";
import type { Mender } from "./mender.js";
import { operationsOf } from "./path-item.js";

/** Reports `operationId`s that more than one operation has. They are kept: names are made unique later. */
export function reportSameIds(root: JsonObject, mender: Mender): void {
  const first = new Map<string, string>();
  for (const section of ["paths", "webhooks"]) {
    const items = root[section];
    for (const [path, item] of Object.entries(isObject(items) ? items : {})) {
      for (const [{ operationId }, steps] of isObject(item) ? operationsOf(item) : []) {
        if (typeof operationId !== "string") continue;
        const key = `${steps.at(-1)!.toUpperCase()} ${path}`;
        const known = first.get(operationId);
        if (known === undefined) first.set(operationId, key);
        else {
          const at = toPointer([section, path, ...steps, "operationId"]);
          const message = `The operationId \`${operationId}\` is taken by ${known} already.`;
          mender.warn(at, "load/operation-id-twice", message, "Give each operation an id of its own.");
        }
      }
    }
  }
}
