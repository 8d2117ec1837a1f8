import type { Codec } from "../contract.js";
import type { WebhookScheme } from "./scheme.js";

/** A value that tells an event, or several of which each does. */
export type EventMark = string | number | readonly (string | number)[];

/**
 * The values that tell an event, in the order of {@link WebhooksDefinition.by}; at a place of `null`, and at those after
 * the last, any value will do. `null` alone: nothing in a delivery tells this event.
 */
export type EventMarks = readonly (EventMark | null)[] | null;

/** The run-time part of an API's webhooks: data, but for the scheme. */
export interface WebhooksDefinition {
  /** How the sender signs. Absent: the document does not say, and each call must. */
  readonly scheme?: WebhookScheme;
  /** Where events are told apart: `header:Name`, or a JSON Pointer into the body. The first is the event's type. */
  readonly by: readonly string[];
  readonly events: { readonly [name: string]: EventMarks };
  /** Conversions of the bodies, by event. */
  readonly decode?: { readonly [name: string]: Codec };
  /**
   * Where the schemas of the bodies are, when the SDK was generated with `schemas`: what loads their module, and the name
   * of a function in it that gives `EventSchemas`.
   */
  readonly schemas?: readonly [load: () => Promise<object>, name: string];
}
