import type { SchemeFacts } from "../../detect/facts.js";
import type { Operation, Parameter } from "../../model/api.js";
import type { Known } from "../scene.js";
import { planSecurity, type Requirements } from "./security.js";

/**
 * Some documents describe a credential twice: as a scheme, and as a parameter of each operation. Where each way to call
 * an operation sends the credential anyway, the parameter is no argument of it: it would have to be given in each call,
 * and be overridden by what the client was given once.
 */
export function withoutCredentials(known: Known): Known {
  const { api, facts, report } = known;
  const plan = planSecurity(known);
  const places = new Map(Object.entries(facts.auth.schemes).map(([name, scheme]) => [name, placeOf(scheme)]));
  const left = new Map<string, { readonly parameter: Parameter; readonly scheme: string; count: number }>();
  const operations = api.operations.map((operation): Operation => {
    const requirements = plan.of(operation.security) ?? plan.common;
    const parameters = operation.parameters.filter((parameter) => {
      const place = `${parameter.in}:${parameter.name.toLowerCase()}`;
      const scheme = sender(place, requirements, places);
      if (scheme === undefined) return true;
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

/** The scheme that puts a credential there, if each alternative has one. */
function sender(
  place: string,
  requirements: Requirements,
  places: ReadonlyMap<string, string | undefined>,
): string | undefined {
  const senders = requirements.map((one) => Object.keys(one).find((name) => places.get(name) === place));
  return senders.includes(undefined) ? undefined : senders[0];
}

const placeOf = ({ in: where, name }: SchemeFacts): string | undefined =>
  name === undefined || (where !== "header" && where !== "query" && where !== "cookie")
    ? undefined
    : `${where}:${name.toLowerCase()}`;
