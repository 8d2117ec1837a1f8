import type { Api } from "./api.js";

/** An API with the parts of an earlier one in the place of those that are equal. */
export function shareParts(before: Api, api: Api): Api {
  return {
    ...shareMembers(before, api),
    schemas: shareList(before.schemas, api.schemas, ({ name }) => name),
    operations: shareList(before.operations, api.operations, ({ key }) => key),
    webhooks: shareList(before.webhooks, api.webhooks, ({ key }) => key),
  };
}

/** Everything else, each as a whole. */
function shareMembers(before: Api, api: Api): Api {
  const { schemas: _schemas, operations: _operations, webhooks: _webhooks, ...rest } = api;
  const members = (Object.keys(rest) as (keyof typeof rest)[]).map((key) => [
    key,
    isSame(before[key], api[key]) ? before[key] : api[key],
  ]);
  return { ...api, ...(Object.fromEntries(members) as typeof rest) };
}

function shareList<T>(before: readonly T[], items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const known = new Map(before.map((item) => [keyOf(item), item]));
  const shared = items.map((item) => {
    const found = known.get(keyOf(item));
    return found !== undefined && isSame(found, item) ? found : item;
  });
  const isWhole = shared.length === before.length && shared.every((item, index) => item === before[index]);
  return isWhole ? before : shared;
}

/** Whether plain data, maps among it, is the same to the letter: keys in the same order, and no zero for a negative one. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (a === b) return true;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!isSame(a[index], b[index])) return false;
    return true;
  }
  if (Array.isArray(b)) return false;
  if (a instanceof Map || b instanceof Map)
    return a instanceof Map && b instanceof Map && a.size === b.size && isSame([...a], [...b]);
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  if (keys.length !== others.length) return false;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as keyof object;
    if (key !== others[index] || !isSame(a[key], b[key])) return false;
  }
  return true;
}
