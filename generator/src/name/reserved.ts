/** Types of the language and the platform that generated code, or whoever reads it, means by these names. */
const GLOBALS =
  "AbortController AbortSignal Array ArrayBuffer AsyncIterable BigInt Blob Boolean Buffer DataView Date Error Exclude Extract File " +
  "FormData Function Headers Infinity Int8Array Intl Iterable Iterator JSON Map Math NaN NonNullable Number Object Omit Partial " +
  "Pick Promise PromiseLike Proxy ReadableStream Readonly ReadonlyArray Record RegExp Request Required Response Set String " +
  "Symbol Uint8Array URL URLSearchParams WeakMap WeakSet";

/** What generated modules import from the runtime, and what client.ts declares itself. */
const IMPORTED =
  "ApiDefinition ApiPromise ByMediaType CallOptions Client ClientOptions Codec Credential EventStream FileInput Operation " +
  "PagePromise PagedOperation Resource StreamOperation WebhookEvent WebhookEvents api cookie createClient header path query " +
  "webhooks";

/** Names that no exported type, class or constant of an SDK may have. */
export const RESERVED_EXPORTS: ReadonlySet<string> = new Set(`${GLOBALS} ${IMPORTED}`.split(" "));

/** Members that every object, every promise or every resource has, or that a resource must not seem to have. */
export const RESERVED_MEMBERS: ReadonlySet<string> = new Set(
  (
    "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__ client constructor hasOwnProperty " +
    "isPrototypeOf propertyIsEnumerable prototype then toJSON toLocaleString toString valueOf"
  ).split(" "),
);

/** Further members of the client class. */
export const RESERVED_CLIENT_MEMBERS: ReadonlySet<string> = new Set([...RESERVED_MEMBERS, "close"]);

/** Keys of the argument object that parameters may not take. `__proto__` in an object literal is no property. */
export const RESERVED_ARGUMENTS: ReadonlySet<string> = new Set(["body", "contentType", "__proto__"]);

/** Names that Windows keeps for devices, and the one that looks like a folder's own module. */
export const RESERVED_FILES: ReadonlySet<string> = new Set([
  "index",
  "con",
  "prn",
  "aux",
  "nul",
  ...Array.from({ length: 10 }, (_, digit) => [`com${digit}`, `lpt${digit}`]).flat(),
]);
