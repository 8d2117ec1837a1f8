import type { Api } from "../model/api.js";
import type { Report } from "../report/diagnostic.js";
import type { Names, ResourceNames } from "./names.js";
import type { NamePlan } from "./plan.js";

/** Says which names of earlier runs could not be had: somebody wrote into the file what can be no name, or one twice. */
export function tellNotKept(api: Api, plan: NamePlan, names: Names, report: Report): void {
  const tell = (what: string, old: string, now: string | undefined, at: string): void =>
    report.add({
      code: "name/not-kept",
      severity: "warn",
      message:
        now === undefined
          ? `${what} has no older name ${old} any more: something else is called so, or nothing may be.`
          : `${what} is called ${now}, not ${old} as before: something else is called so, or nothing may be.`,
      at,
      fix: "See whether the file of names has that name twice; restore its lines from version control if it was edited.",
    });
  for (const { name, at } of api.schemas) {
    const planned = plan.schemas.get(name);
    const now = names.schemas.get(name)?.type;
    if (!planned || now === undefined) continue;
    const what = `Schema ${JSON.stringify(name)}`;
    if (planned.pinned && !plan.given.schemas.has(name) && planned.type !== now) tell(what, planned.type, now, at);
    const own = [now, names.schemas.get(name)?.input];
    for (const old of planned.aliases)
      if (!own.includes(old) && names.typeAliases?.get(old)?.schema !== name) tell(what, old, undefined, at);
  }
  const methods = methodAliases(names.resources);
  for (const { key, at } of api.operations) {
    const planned = plan.operations.get(key);
    const own = names.operations.get(key);
    if (!planned || !own) continue;
    const { kept, pinned } = planned;
    if (pinned && !plan.given.operations.has(key) && kept.value !== own.value)
      tell(`The operation value of ${key}`, kept.value, own.value, at);
    const now = [...own.resource, own.method].join(".");
    for (const old of kept.aliases) if (old !== now && methods.get(old) !== key) tell(key, old, undefined, at);
  }
}

/** Older name of a method → operation. */
function methodAliases(resources: readonly ResourceNames[]): ReadonlyMap<string, string> {
  return new Map(
    resources.flatMap(({ path, aliases = [], children }) => [
      ...aliases.map(({ method, operation }) => [[...path, method].join("."), operation] as const),
      ...methodAliases(children),
    ]),
  );
}
