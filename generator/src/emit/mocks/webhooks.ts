import type { MediaType, Operation } from "../../model/api.js";
import type { BuiltInInput } from "../built-in.js";
import { propertyKey } from "../code/index.js";
import { specifier } from "../imports.js";
import { bodyKind } from "../operations/media.js";
import { codeOf, type Sampler } from "../samples/index.js";
import { code } from "../templates/code.js";
import { render } from "../templates/render.js";
import { FACTORIES } from "./factories.js";

export const WEBHOOKS = "mocks/webhooks";

const READ = { direction: "read", files: false } as const;

/**
 * `mocks/webhooks.ts`: `webhookEvent`, which makes the body of any event. One function for all, as events may be called
 * what they like. Undefined where the document has no webhooks.
 *
 * @param sampler - Calls the factories, as `mocks.mockPet()`.
 */
export function webhookMocks({ api, components, extension }: BuiltInInput, sampler: Sampler): string | undefined {
  const members = api.webhooks.flatMap((webhook) => {
    const media = mediaOf(webhook, components);
    const sample = media?.schema ? sampler.sample(media.schema, READ, media.examples) : "sample";
    return sample === undefined ? [] : [`  ${propertyKey(webhook.key)}: () => (${codeOf(sample)}),\n`];
  });
  if (members.length === 0) return undefined;
  const from = (module: string): string => specifier(WEBHOOKS, module, extension);
  const bodies = `const bodies = {\n${members.join("")}} satisfies { [Name in keyof WebhookEvents]?: () => WebhookEvents[Name] };`;
  const maker =
    "/**\n * The body of an event that the API sends, as the document describes it, with `overrides` put over it. To have it\n" +
    " * verified as a delivery, sign its JSON with `signWebhook` of `@sdkwright/runtime/webhooks`.\n */\n" +
    "export function webhookEvent<Name extends keyof typeof bodies>(\n" +
    "  name: Name,\n  overrides?: testing.Overrides<WebhookEvents[Name]>,\n): WebhookEvents[Name] {\n" +
    "  const made: { [Event in keyof typeof bodies]: () => WebhookEvents[Event] } = bodies;\n" +
    "  return testing.overridden<WebhookEvents[Name]>(made[name](), overrides);\n}";
  const imports = [
    'import * as testing from "@sdkwright/runtime/testing";\n',
    `import type { WebhookEvents } from "${from("webhooks")}";\n`,
    members.some((text) => text.includes("mocks.mock")) ? `import * as mocks from "${from(FACTORIES)}";\n` : "",
  ];
  return render("module", { info: api.info, imports: code(imports.join("")), declarations: [bodies, maker].map(code) });
}

/** The media type that the body of an event is typed by. */
function mediaOf({ body }: Operation, components: BuiltInInput["components"]): MediaType | undefined {
  return body?.media.find((one) => bodyKind(one, components) === "json") ?? body?.media[0];
}
