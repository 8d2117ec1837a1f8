import type { MediaType, Operation } from "../../model/api.js";
import { asMarkdown } from "../code/markdown.js";
import { docComment, typeKey } from "../code/index.js";
import { firstParagraph } from "../client/client.js";
import type { Imports } from "../imports.js";
import { bodyKind } from "../operations/media.js";
import type { Scene } from "../scene.js";

type Components = Pick<Scene, "components">;

/** The media type that a body is typed by: what the runtime reads as data. */
export function mediaOf(webhook: Operation, scene: Components): MediaType | undefined {
  return jsonOf(webhook, scene) ?? webhook.body?.media.find((one) => bodyKind(one, scene.components) === "form");
}

export function jsonOf({ body }: Operation, { components }: Components): MediaType | undefined {
  return body?.media.find((one) => bodyKind(one, components) === "json");
}

/** `WebhookEvents`: bodies by the names of the events. */
export function eventsInterface(scene: Scene, imports: Imports): string {
  const { api, facts } = scene;
  const untold = new Set(facts.deliveries?.marks.flatMap((one) => (one.marks === null ? [one.name] : [])));
  const members = api.webhooks.map((webhook) => {
    const media = mediaOf(webhook, scene);
    const type = media?.schema ? imports.use(scene.types.type(media.schema, "read")) : "unknown";
    const note = untold.has(webhook.key) ? "Nothing in a delivery tells it: say `event` in the options." : "";
    const text = [aboutOf(webhook), note].filter((one) => one !== "").join("\n\n");
    return `${docComment({ text }, 2)}  ${typeKey(webhook.key)}: ${type};\n`;
  });
  return `/** Bodies of the events that the API sends, by the name of the event. */\nexport interface WebhookEvents {\n${members.join("")}}`;
}

/** What is said of this event. A summary of several paragraphs is about all events of its kind. */
function aboutOf({ summary, description }: Operation): string {
  const short = [summary, description].find((one) => one !== undefined && !/\n\s*\n/.test(one.trim()));
  return short ?? firstParagraph(asMarkdown(summary ?? description ?? ""));
}
