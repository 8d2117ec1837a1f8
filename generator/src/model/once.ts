import type { Api } from "./api.js";

/** What several stages ask of one API is worked out once: the IR never changes after it is built. */
export function oncePerApi<T>(work: (api: Api) => T): (api: Api) => T {
  const known = new WeakMap<Api, { readonly value: T }>();
  return (api) => {
    const found = known.get(api) ?? { value: work(api) };
    known.set(api, found);
    return found.value;
  };
}
