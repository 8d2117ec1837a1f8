import type { SchemeFacts } from "../../detect/facts.js";
import { propertyKey, stringLiteral } from "../code/index.js";
import { credentialKind, sortedSchemes } from "../client/auth.js";

/** Stands for every credential of a test. */
export const CREDENTIAL = "credential";

/** The option `auth` of a test's client; undefined: the API takes none. */
export function testCredentials(schemes: { readonly [name: string]: SchemeFacts }): string | undefined {
  const members = sortedSchemes(schemes).map(([name, scheme]) => `${propertyKey(name)}: ${credential(scheme)}`);
  return members.length === 0 ? undefined : `{ ${members.join(", ")} }`;
}

function credential(scheme: SchemeFacts): string {
  const kind = credentialKind(scheme);
  if (kind === "mutualTLS") return `{ cert: ${stringLiteral(CREDENTIAL)}, key: ${stringLiteral(CREDENTIAL)} }`;
  return stringLiteral(kind === "basic" || kind === "digest" ? `user:${CREDENTIAL}` : CREDENTIAL);
}
