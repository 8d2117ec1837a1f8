import type { Operation, Parameter } from "../../model/api.js";
import type { Evidence, SignatureFacts } from "../facts.js";
import { phrase } from "../text/words.js";

/** Headers that all together are a scheme's own. */
const SCHEMES: readonly { readonly style: SignatureFacts["style"]; readonly headers: readonly string[] }[] = [
  { style: "standard-webhooks", headers: ["webhook-signature", "webhook-id", "webhook-timestamp"] },
  { style: "standard-webhooks", headers: ["svix-signature", "svix-id", "svix-timestamp"] },
  { style: "stripe", headers: ["stripe-signature"] },
  { style: "github", headers: ["x-hub-signature-256"] },
  { style: "slack", headers: ["x-slack-signature", "x-slack-request-timestamp"] },
];

/**
 * How webhooks are signed, by the headers that they declare. A header of the vendor's own shows that there is a
 * signature but not how it is made, so that the caller must say it; nothing at all is undefined.
 */
export function signatureOf(webhooks: readonly Operation[]): SignatureFacts | undefined {
  const headers = new Map<string, Parameter>();
  for (const { parameters } of webhooks)
    for (const one of parameters)
      if (one.in === "header" && !headers.has(one.name.toLowerCase())) headers.set(one.name.toLowerCase(), one);
  const known = SCHEMES.filter((scheme) => scheme.headers.every((name) => headers.has(name)));
  const styles = new Set(known.map(({ style }) => style));
  const [first] = known;
  // Two schemes at once are a document that does not decide.
  if (first && styles.size === 1) return facts(first.style, headers.get(first.headers[0]!)!);
  if (first) return undefined;
  const own = [...headers.values()].find(({ name }) => /\b(?:signature|hmac)\b/.test(phrase(name)));
  return own && facts("hmac", own);
}

function facts(style: SignatureFacts["style"], { name, at }: Parameter): SignatureFacts {
  const evidence: readonly Evidence[] = [{ text: `the webhooks declare the header ${name}`, at }];
  return { style, header: name, evidence, from: "detected" };
}
