import { docComment, typeKey } from "../code/index.js";
import { Imports } from "../imports.js";
import { bodyKind } from "../operations/media.js";
import type { Scene } from "../scene.js";
import { code } from "../templates/code.js";
import { render } from "../templates/render.js";

/** `webhooks.ts`: the events that the API sends, by name. Undefined where the document has none. */
export function webhooksModule(scene: Scene): string | undefined {
  const { api } = scene;
  if (api.webhooks.length === 0) return undefined;
  const imports = new Imports("webhooks", scene.extension);
  const declarations = scene.types.declarations("webhooks").map((one) => code(imports.use(one)));
  const members = api.webhooks.map((webhook) => {
    const media =
      webhook.body?.media.find((one) => bodyKind(one, scene.components) === "json") ?? webhook.body?.media[0];
    const type = media?.schema ? imports.use(scene.types.type(media.schema, "read")) : "unknown";
    const doc = docComment({ text: webhook.summary ?? webhook.description }, 2);
    return `${doc}  ${typeKey(webhook.key)}: ${type};\n`;
  });
  const events = `/** Bodies of the events that the API sends, by the name of the event. */\nexport interface WebhookEvents {\n${members.join("")}}`;
  const union =
    "/** Any event, told apart by its name. */\nexport type WebhookEvent = {\n" +
    "  [Name in keyof WebhookEvents]: { readonly name: Name; readonly body: WebhookEvents[Name] };\n}[keyof WebhookEvents];";
  return render("module", {
    info: api.info,
    imports: code(imports.print()),
    declarations: [...declarations, code(events), code(union)],
  });
}
