import type { JsonObject } from "../document.js";
import { isObject, objectAt, put } from "../json.js";
import { below } from "../pointer.js";
import type { Session } from "../session.js";
import type { Source } from "../source/source.js";

const OLD = "x-webhooks";

/**
 * Before OpenAPI 3.1 webhooks are described under `x-webhooks`. Its path items are read as those of `webhooks`; what else
 * stands there belongs to other tools.
 */
export function adoptWebhooks({ value }: Source, session: Session): void {
  if (!isObject(value)) return;
  const described = value[OLD];
  if (!isObject(described)) return;
  const names = Object.keys(described).filter((name) => isObject(described[name]));
  if (names.length === 0) return;
  const webhooks = objectAt(value, "webhooks");
  for (const name of names) {
    const item = described[name] as JsonObject;
    if (Object.hasOwn(webhooks, name)) continue;
    const origin = session.origins.get(item) ?? session.origins.find(value, below(`/${OLD}`, name));
    if (origin) session.origins.set(item, origin);
    put(webhooks, name, item);
  }
  session.add(
    "repair",
    {
      code: "load/x-webhooks",
      message: "`x-webhooks` is read as `webhooks`, which OpenAPI has since 3.1.",
      fix: "Use OpenAPI 3.1 or later, and write `webhooks`.",
    },
    session.origins.find(value, `/${OLD}`),
  );
}

/** Once references are resolved, since some lead there. */
export function dropOldWebhooks({ value }: Source): void {
  if (isObject(value) && isObject(value.webhooks)) delete value[OLD];
}
