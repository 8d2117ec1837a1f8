import { ConfigError } from "../errors/config-error.js";
import { checkBody, type CheckOptions } from "./checks.js";
import { convertWebhook, decodeWebhook } from "./decode.js";
import type { WebhooksDefinition } from "./definition.js";
import type { KnownWebhook, ReceivedWebhook } from "./event.js";
import { DeliveryHeaders, type WebhookHeaders } from "./headers.js";
import { type NodeRequest, nodeBody } from "./node-request.js";
import { type RawBody, rawBytes } from "./raw-body.js";
import { type FetchRequest, fetchBody } from "./fetch-request.js";
import type { WebhookScheme } from "./scheme.js";
import { marksOf, toldBy } from "./told.js";
import { verifyDelivery, type VerifyOptions } from "./verify.js";
import { refusal } from "./webhook-verification-error.js";

/** How a delivery is unwrapped. */
export interface UnwrapOptions extends VerifyOptions, CheckOptions {
  /** How the sender signs: needed where the API's document does not say, and wins where it does. */
  readonly scheme?: WebhookScheme;
  /** Bytes that {@link Webhooks.fromRequest} and {@link Webhooks.fromNode} read of a body. Default 26,214,400 (25 MiB). */
  readonly maxBytes?: number;
}

/** What a call must be given because the document does not tell it. */
export type WebhookNeed = "scheme" | "event";

type Asked<Needs extends WebhookNeed> = UnwrapOptions & { readonly [Need in Needs & "scheme"]: WebhookScheme };

type AskedForAny<Events, Needs extends WebhookNeed> = Asked<Needs> &
  ("event" extends Needs ? { readonly event: keyof Events & string } : { readonly event?: undefined });

/**
 * The webhooks of one API: verifies deliveries, and gives them their type.
 *
 * Every method rejects with a {@link WebhookVerificationError} for what must not be trusted, and with a `ConfigError` for
 * a secret that is missing or none of the scheme. With the option `event`, which says what an endpoint is registered
 * for, the event is of that type, and one that is provably another is refused.
 *
 * @typeParam Events - Bodies by name.
 * @typeParam Needs - Options that the document leaves to the caller.
 */
export interface Webhooks<Events, Needs extends WebhookNeed = never> {
  /**
   * Verifies a delivery and reads it.
   *
   * @param rawBody - The bytes as they came: parsing loses what was signed.
   * @example
   * const event = await webhooks.unwrap(await request.arrayBuffer(), request.headers, { secret });
   */
  unwrap<Name extends keyof Events & string>(
    rawBody: RawBody,
    headers: WebhookHeaders,
    options: Asked<Needs> & { readonly event: Name },
  ): Promise<KnownWebhook<Name, Events[Name]>>;
  unwrap(
    rawBody: RawBody,
    headers: WebhookHeaders,
    options: AskedForAny<Events, Needs>,
  ): Promise<ReceivedWebhook<Events>>;

  /**
   * The same for a fetch `Request`, as Next.js, Hono, Deno, Bun and workers have them. Reads its body.
   *
   * @example
   * export async function POST(request: Request) {
   *   const event = await webhooks.fromRequest(request, { secret });
   * }
   */
  fromRequest<Name extends keyof Events & string>(
    request: FetchRequest,
    options: Asked<Needs> & { readonly event: Name },
  ): Promise<KnownWebhook<Name, Events[Name]>>;
  fromRequest(request: FetchRequest, options: AskedForAny<Events, Needs>): Promise<ReceivedWebhook<Events>>;

  /**
   * The same for a request of Node's `http`, or of Express: its stream is read, unless `express.raw()` has done so. A
   * body that `express.json()` parsed is refused.
   *
   * @example
   * createServer(async (request, response) => {
   *   const event = await webhooks.fromNode(request, { secret });
   *   response.writeHead(204).end();
   * });
   */
  fromNode<Name extends keyof Events & string>(
    request: NodeRequest,
    options: Asked<Needs> & { readonly event: Name },
  ): Promise<KnownWebhook<Name, Events[Name]>>;
  fromNode(request: NodeRequest, options: AskedForAny<Events, Needs>): Promise<ReceivedWebhook<Events>>;
}

const MOST_BYTES = 26_214_400;

/** Makes the {@link Webhooks} of a definition; generated code calls it. */
export function createWebhooks<Events, Needs extends WebhookNeed = never>(
  definition: WebhooksDefinition,
): Webhooks<Events, Needs> {
  const unwrap = async (body: RawBody, headers: WebhookHeaders, options: GivenOptions): Promise<Received> =>
    received(definition, rawBytes(body), new DeliveryHeaders(headers), options);
  const made: Untyped = {
    unwrap,
    fromRequest: async (request, options) =>
      unwrap(await fetchBody(request, options.maxBytes ?? MOST_BYTES), request.headers, options),
    fromNode: async (request, options) =>
      unwrap(await nodeBody(request, options.maxBytes ?? MOST_BYTES), request.headers, options),
  };
  return made as Webhooks<Events, Needs>;
}

type GivenOptions = UnwrapOptions & { readonly event?: string | undefined };
type Received = ReceivedWebhook<{ readonly [name: string]: unknown }>;

/** The methods without the types that only a document gives. */
interface Untyped {
  unwrap(body: RawBody, headers: WebhookHeaders, options: GivenOptions): Promise<Received>;
  fromRequest(request: FetchRequest, options: GivenOptions): Promise<Received>;
  fromNode(request: NodeRequest, options: GivenOptions): Promise<Received>;
}

async function received(
  definition: WebhooksDefinition,
  bytes: Uint8Array,
  headers: DeliveryHeaders,
  options: GivenOptions,
): Promise<Received> {
  const scheme = options.scheme ?? definition.scheme;
  if (!scheme)
    throw new ConfigError(
      "The API's document does not say how its webhooks are signed: set `scheme`, such as standardWebhooks()",
    );
  const { delivery, remember } = await verifyDelivery(scheme, bytes, headers, options);
  const content = decodeWebhook(bytes, headers.get("content-type"));
  const marks = marksOf(definition, headers, content);
  const told = toldBy(definition, marks);
  const name = options.event === undefined ? told : chosen(definition, options.event, told);
  const type = marks[0] === undefined || marks[0] === null ? undefined : String(marks[0]);
  const codec =
    name !== undefined && Object.hasOwn(definition.decode ?? {}, name) ? definition.decode?.[name] : undefined;
  await checkBody({ definition, event: name, content, bytes, codec }, options);
  const body = await convertWebhook(content, bytes, codec);
  await remember();
  return { name, type, ...delivery, body };
}

/** What the caller says, unless the delivery says otherwise. */
function chosen(definition: WebhooksDefinition, event: string, told: string | undefined): string {
  if (!Object.hasOwn(definition.events, event))
    throw new ConfigError(`The API has no webhook ${JSON.stringify(event)}: \`event\` names one of its document`);
  const isTellable = definition.events[event] !== null;
  if (told === event || (!isTellable && told === undefined)) return event;
  throw refusal(
    "another-event",
    `The webhook is ${told === undefined ? "an event that the document does not describe" : JSON.stringify(told)}, not ${JSON.stringify(event)}: register the endpoint for that event alone, or leave \`event\` out`,
  );
}
