import type { Json } from "../../load/document.js";
import { dataLiteral, stringLiteral } from "../code/index.js";
import type { Scene } from "../scene.js";
import { needsOf } from "../webhooks/verifier.js";

/** An endpoint that receives the API's events, for the README. Empty: it has none. `root`: where the SDK is imported from. */
export function webhookSample(scene: Scene, root: string): string {
  const { api, facts, names } = scene;
  const [first] = api.webhooks;
  if (!first) return "";
  const needs = needsOf(scene);
  const scheme = needs.includes("scheme") ? schemeSample(facts.deliveries?.signature?.header) : undefined;
  const event = stringLiteral(first.key);
  const options = [
    `secret: process.env[${stringLiteral(`${names.env}_WEBHOOK_SECRET`)}]!,`,
    ...(scheme ? [`scheme: ${scheme.text},${scheme.note}`] : []),
    ...(needs.includes("event") ? [`event: ${event}, // what this endpoint is registered for`] : []),
  ];
  const imports = ["WebhookVerificationError", ...(scheme ? [scheme.name] : [])];
  const use = needs.includes("event")
    ? "console.log(event.body);"
    : `if (event.name === ${event}) console.log(event.body);`;
  return (
    `import { ${imports.join(", ")} } from "@sdkwright/runtime/webhooks";\n` +
    `import { webhooks } from "${root}/webhooks.js";\n\n` +
    "export async function POST(request: Request): Promise<Response> {\n  try {\n" +
    `    const event = await webhooks.fromRequest(request, {\n${options.map((line) => `      ${line}\n`).join("")}    });\n` +
    `    ${use}\n    return new Response(null, { status: 204 });\n` +
    "  } catch (error) {\n" +
    "    if (!(error instanceof WebhookVerificationError)) throw error;\n" +
    "    return new Response(error.reason, { status: 400 });\n  }\n}"
  );
}

/** What stands in for the scheme that only the API's documentation tells. */
function schemeSample(header: string | undefined): {
  readonly name: string;
  readonly text: string;
  readonly note: string;
} {
  const note = " // what the API's documentation says: also stripe(), github(), slack(), ";
  return header === undefined
    ? { name: "standardWebhooks", text: "standardWebhooks()", note: `${note}hmac({ … })` }
    : {
        name: "hmac",
        text: `hmac(${dataLiteral({ header } as Json)})`,
        note: " // and how it is made, as the API's documentation says",
      };
}

/** Most names that are worth a list; of more, the types are the better one. */
const MOST = 60;

/** Names of the events, or nothing where there are too many. */
export function eventNames({ api }: Scene): readonly string[] {
  return api.webhooks.length > MOST ? [] : api.webhooks.map((one) => one.key);
}
