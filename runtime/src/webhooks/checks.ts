import type { Codec, EventSchemas, ValueSchema } from "../contract.js";
import { ConfigError } from "../errors/config-error.js";
import type { ValidationIssue } from "../errors/validation-error.js";
import { escaped } from "../validate/parts.js";
import { exactValue } from "./decode.js";
import type { WebhooksDefinition } from "./definition.js";
import { refusal } from "./webhook-verification-error.js";

/** How a body differs from what the document says of its event. */
export interface WebhookDrift {
  /** The event's name in the document. */
  readonly event: string;
  /** At most 100. */
  readonly issues: readonly ValidationIssue[];
}

/** Whether bodies are compared with the document. Needs an SDK that was generated with `schemas`. */
export interface CheckOptions {
  /**
   * `"report"` tells `onDrift` what differs and throws nothing; `"strict"` refuses it too. New fields pass in both. Default
   * `"report"` where `onDrift` is given, else `"off"`.
   */
  readonly validate?: "off" | "report" | "strict";
  /** Told of bodies that differ. */
  readonly onDrift?: (drift: WebhookDrift) => void;
}

const MOST_ISSUES = 100;

/** A body that is to be compared. */
export interface Checked {
  readonly definition: WebhooksDefinition;
  readonly event: string | undefined;
  /** As it was decoded, before conversions. */
  readonly content: unknown;
  readonly bytes: Uint8Array;
  readonly codec: Codec | undefined;
}

/**
 * @throws WebhookVerificationError - It differs, under `"strict"`.
 * @throws ConfigError - There are no schemas to compare with.
 */
export async function checkBody(checked: Checked, { validate, onDrift }: CheckOptions): Promise<void> {
  const mode = validate ?? (onDrift ? "report" : "off");
  const { definition, event, content, bytes, codec } = checked;
  if (mode === "off" || event === undefined) return;
  const schema = await schemaOf(definition, event);
  if (!schema) return;
  const result = schema.safeParse(await exactValue(content, bytes, codec));
  if (result.success) return;
  const issues = (result.error?.issues ?? []).slice(0, MOST_ISSUES).map(({ path, message }): ValidationIssue => ({
    path: path.map((step) => `/${escaped(String(step))}`).join(""),
    message,
  }));
  onDrift?.({ event, issues });
  if (mode !== "strict") return;
  const [first] = issues;
  throw refusal(
    "body-invalid",
    `The webhook ${JSON.stringify(event)} differs from the document${first ? ` at ${first.path === "" ? "its root" : first.path}: ${first.message}` : ""}; receive it with validate: "report", or mend the document`,
  );
}

async function schemaOf({ schemas }: WebhooksDefinition, event: string): Promise<ValueSchema | undefined> {
  if (!schemas) throw new ConfigError("There is nothing to validate webhooks with: generate the SDK with `schemas`");
  const [load, name] = schemas;
  const give: unknown = Reflect.get(await load(), name);
  const all = typeof give === "function" ? (give() as EventSchemas) : {};
  return Object.hasOwn(all, event) ? all[event] : undefined;
}
