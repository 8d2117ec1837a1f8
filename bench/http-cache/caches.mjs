import { Agent, cacheStores, interceptors, request } from "undici";
import { cache } from "../../runtime/src/cache/index.ts";
import { undiciTransport } from "../../runtime/src/node/undici-transport.ts";

/** Caches by name: each with a `fetch` as the suite wants it, and a way to close it. */
export const caches = new Map([
  ["sdkwright", sdkwright],
  ["undici", undici],
]);

function sdkwright() {
  const transport = undiciTransport();
  const handler = cache()((request, context) => transport.send(request, context));
  const { signal } = new AbortController();
  const operation = { id: "test", method: "GET", path: "/" };
  return {
    close: () => transport.close(),
    async fetch(url, init = {}) {
      const { origin, pathname, search } = new URL(url);
      const method = init.method ?? "GET";
      const response = await handler(
        { method, origin, path: pathname + search, headers: headersOf(init), body: init.body },
        {
          operation,
          signal,
          startedAt: performance.now(),
          attempts: [],
          timeouts: { headers: 0, body: 0 },
          redactedUrl: url,
          partition: "",
          options: {},
          sent: "no",
        },
      );
      const text = (await response.body?.text()) ?? "";
      return answer(response.status, { ...response.headers, "set-cookie": response.setCookie }, text);
    },
  };
}

function undici() {
  const store = new cacheStores.MemoryCacheStore();
  const dispatcher = new Agent().compose(interceptors.cache({ store, type: "private" }));
  return {
    close: () => dispatcher.close(),
    async fetch(url, init = {}) {
      const method = init.method ?? "GET";
      const response = await request(url, { dispatcher, method, headers: headersOf(init), body: init.body });
      return answer(response.statusCode, response.headers, await response.body.text());
    },
  };
}

/** Field names in lower case; values of one name joined. The mode `no-cache` is a header, as the Fetch standard has it. */
function headersOf({ cache: mode, headers: pairs = [] }) {
  const headers = mode === "no-cache" ? { "cache-control": "max-age=0" } : {};
  for (const [name, value] of pairs) {
    const lower = name.toLowerCase();
    headers[lower] = lower in headers ? `${headers[lower]}, ${value}` : String(value);
  }
  return headers;
}

/** So much of a `Response` as the suite looks at: the real one refuses some of its statuses. */
function answer(status, fields, text) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  }
  return { status, headers, text: async () => text };
}
