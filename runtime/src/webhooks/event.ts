/** An event that the document describes, told by its `name`. */
export interface KnownWebhook<Name extends string, Body> {
  /** The event's name in the document. */
  readonly name: Name;
  /** What the event calls itself, in a header or in its body: `issues`, `invoice.paid`. */
  readonly type: string | undefined;
  /** The sender's name of the message, where its scheme has one: the same when it is sent again after a failure. */
  readonly id: string | undefined;
  /** When it was signed, where its scheme signs a time. */
  readonly timestamp: Date | undefined;
  readonly body: Body;
}

/** An event that the document does not describe: senders add some, and answer these as the others. */
export interface UnknownWebhook extends Omit<KnownWebhook<string, unknown>, "name"> {
  readonly name: undefined;
}

/**
 * Any event, told apart by its name.
 *
 * @typeParam Events - Bodies by name.
 */
export type ReceivedWebhook<Events> =
  | { [Name in keyof Events & string]: KnownWebhook<Name, Events[Name]> }[keyof Events & string]
  | UnknownWebhook;
