import type { SignatureFacts } from "../../detect/facts.js";
import type { Json } from "../../load/document.js";
import { dataLiteral, docComment, propertyKey } from "../code/index.js";
import type { Imports } from "../imports.js";
import { useCodec } from "../operations/conversions.js";
import type { Scene } from "../scene.js";
import { mediaOf } from "./events.js";

const RUNTIME = "@sdkwright/runtime/webhooks";
const PRESETS = {
  "standard-webhooks": "standardWebhooks",
  stripe: "stripe",
  github: "github",
  slack: "slack",
} as const;
const WORDS = { "standard-webhooks": "Standard Webhooks", stripe: "Stripe", github: "GitHub", slack: "Slack" } as const;

/** `webhooks`: what verifies deliveries and gives them their types. `taken`: names that this module has already. */
export function verifier(scene: Scene, imports: Imports, taken: ReadonlySet<string>): string {
  const { deliveries } = scene.facts;
  const marks = deliveries?.marks ?? [];
  const signature = schemeText(deliveries?.signature, imports);
  const needs = needsOf(scene);
  const face = local("Webhooks", taken, imports);
  imports.value("createWebhooks", RUNTIME);
  const by = deliveries?.by ?? [];
  const events = marks.map(({ name, marks: one }) => `    ${propertyKey(name)}: ${dataLiteral(one as Json, 4)},\n`);
  const schemas = scene.schemas?.events ?? "";
  const codecs = decodeText(scene, imports);
  const type = `${face}<${["WebhookEvents", ...(needs.length > 0 ? [needs.map((one) => `"${one}"`).join(" | ")] : [])].join(", ")}>`;
  return (
    docOf(scene, needs) +
    `export const webhooks: ${type} = createWebhooks({\n` +
    (signature === "" ? "" : `  scheme: ${signature},\n`) +
    `  by: ${dataLiteral([...by])},\n  events: {\n${events.join("")}  },\n` +
    (schemas === "" ? "" : `  schemas: ${schemas},\n`) +
    (codecs === "" ? "" : `  decode: { ${codecs} },\n`) +
    "});"
  );
}

/** Any event as it is received. */
export function receivedType(imports: Imports, taken: ReadonlySet<string>): string {
  const received = local("ReceivedWebhook", taken, imports);
  return (
    "/** Any event, told apart by its name; one that the document does not know has the name `undefined`. */\n" +
    `export type WebhookEvent = ${received}<WebhookEvents>;`
  );
}

/** What callers must say because the document does not. */
export function needsOf({ facts }: Pick<Scene, "facts">): readonly ("scheme" | "event")[] {
  const { signature, marks = [] } = facts.deliveries ?? {};
  const isOpen = !signature || (signature.style === "hmac" && !signature.hmac);
  const isUntold = marks.every((one) => one.marks === null);
  return [...(isOpen ? (["scheme"] as const) : []), ...(isUntold ? (["event"] as const) : [])];
}

/** A type of the runtime under a name that no model has. */
function local(name: string, taken: ReadonlySet<string>, imports: Imports): string {
  let free = name;
  while (taken.has(free)) free = `Sdk${free}`;
  imports.type(free === name ? name : `${name} as ${free}`, RUNTIME);
  return free;
}

function schemeText(signature: SignatureFacts | undefined, imports: Imports): string {
  if (!signature) return "";
  if (signature.style !== "hmac") {
    imports.value(PRESETS[signature.style], RUNTIME);
    return `${PRESETS[signature.style]}()`;
  }
  if (!signature.hmac) return "";
  imports.value("hmac", RUNTIME);
  return `hmac(${dataLiteral({ ...signature.hmac } as Json, 2)})`;
}

function decodeText(scene: Scene, imports: Imports): string {
  return scene.api.webhooks
    .flatMap((webhook) => {
      const schema = mediaOf(webhook, scene)?.schema;
      const codec = schema && scene.codecs.codecFor(schema, "read");
      return codec ? [`${propertyKey(webhook.key)}: ${useCodec(codec, imports)}`] : [];
    })
    .join(", ");
}

function docOf({ facts, api }: Scene, needs: readonly string[]): string {
  const { signature } = facts.deliveries ?? {};
  const signed = signedText(signature);
  const untold = needs.includes("event")
    ? "Nothing in a delivery tells which event it is: each call takes the `event` that its endpoint is registered for."
    : "";
  const options = ["secret", ...needs].join(", ");
  const [first] = api.webhooks;
  const example =
    `const event = await webhooks.fromRequest(request, { ${options} });` +
    (needs.includes("event") || !first
      ? ""
      : `\nif (event.name === ${JSON.stringify(first.key)}) console.log(event.body);`);
  const text = [
    "Verifies what arrives at an endpoint, and gives it its type.",
    `${signed}${untold === "" ? "" : ` ${untold}`}`,
  ];
  return docComment({ text: text.join("\n\n"), tags: [{ name: "example", text: example }] }, 0);
}

function signedText(signature: SignatureFacts | undefined): string {
  if (!signature) return "The document does not say how deliveries are signed: each call takes a `scheme`.";
  const { style, header = "", hmac } = signature;
  if (style !== "hmac")
    return `Deliveries are signed as ${WORDS[style]} ${style === "standard-webhooks" ? "say" : "does it"}.`;
  return hmac
    ? `Deliveries are signed in the header ${header}.`
    : `Deliveries are signed in the header ${header}, but the document does not say how: each call takes a \`scheme\`.`;
}
