import type { SchemeFacts } from "../../detect/facts.js";
import type { Operation, Parameter } from "../../model/api.js";
import type { Known } from "../scene.js";
import { planSecurity } from "./security.js";

/**
 * Some documents describe a credential twice: as a scheme, and as a parameter of each operation. Where each way to call
 * an operation sends the credential anyway, the parameter is no argument of it: it would have to be given in each call,
 * and be overridden by what the client was given once.
 */
export function withoutCredentials(known: Known): Known {
  const { api, report } = known;
  const senderOf = credentialSenders(known);
  const left = new Map<string, { readonly parameter: Parameter; readonly scheme: string; count: number }>();
  const operations = api.operations.map((operation): Operation => {
    const parameters = operation.parameters.filter((parameter) => {
      const scheme = senderOf(operation, parameter);
      if (scheme === undefined) return true;
      const place = placeOf(parameter)!;
      const entry = left.get(place);
      if (entry) entry.count++;
      else left.set(place, { parameter, scheme, count: 1 });
      return false;
    });
    return parameters.length === operation.parameters.length ? operation : { ...operation, parameters };
  });
  for (const { parameter, scheme, count } of left.values()) {
    report.add({
      code: "emit/credential-parameter",
      severity: "info",
      message: `The ${parameter.in} parameter ${parameter.name} of ${count} operation${count === 1 ? "" : "s"} is what the credential ${scheme} sends, and no argument.`,
      at: parameter.at,
      fix: "Give it to the client, as `auth`.",
    });
  }
  return left.size === 0 ? known : { ...known, api: { ...api, operations } };
}

/** Tells which scheme sends what a parameter would, if each way to call the operation does. */
export function credentialSenders({
  api,
  facts,
}: Pick<Known, "api" | "facts">): (operation: Operation, parameter: Parameter) => string | undefined {
  const plan = planSecurity({ api, facts });
  const places = new Map(Object.entries(facts.auth.schemes).map(([name, scheme]) => [name, placeOf(scheme)]));
  return (operation, parameter) => {
    const requirements = plan.of(operation.security) ?? plan.common;
    const place = placeOf(parameter);
    const senders = requirements.map((one) => Object.keys(one).find((name) => places.get(name) === place));
    return place === undefined || senders.includes(undefined) ? undefined : senders[0];
  };
}

/** `header:x-api-key`: what a parameter and a credential that are sent in one place have in common. */
export const placeOf = ({ in: where, name }: Pick<SchemeFacts, "in" | "name"> | Parameter): string | undefined =>
  name === undefined || (where !== "header" && where !== "query" && where !== "cookie")
    ? undefined
    : `${where}:${name.toLowerCase()}`;
