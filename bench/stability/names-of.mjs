import { load } from "../../generator/dist/load/index.js";
import { buildApi } from "../../generator/dist/model/index.js";
import { name, recordNames } from "../../generator/dist/name/index.js";
import { Report } from "../../generator/dist/report/diagnostic.js";

/** What a document's things are called: as text by what they are. `kept`: of the version before. */
export async function namesOf(input, kept, more = {}) {
  const report = new Report();
  const config = { input, output: "unused", tolerant: true, ...more };
  const api = buildApi(await load(config, report), report);
  if (report.stopped) throw new Error(report.diagnostics.find((one) => one.severity === "stop")?.message);
  const names = name(api, config, report, kept);
  return {
    api,
    names,
    flat: flatten(names),
    kept: recordNames(api, names),
    /** Diagnostics on names that two things want. */
    told: report.diagnostics.filter((one) => one.code.startsWith("name/")),
  };
}

export function flatten(names) {
  const flat = new Map([["client", `${names.client} ${names.env} ${names.packageName}`]]);
  for (const [key, one] of names.operations) {
    const members = [...one.resource, one.method].join(".");
    const types = [one.value, one.params, one.result, one.errors, one.successes].join(" ");
    flat.set(`operation ${key}`, `${members} ${types} ${[...one.parameters.values()].join(" ")}`);
  }
  for (const kind of ["schemas", "inline"])
    for (const [key, { type, input }] of names[kind]) {
      flat.set(`${kind} ${key}`, type);
      if (input !== undefined) flat.set(`${kind} ${key} input`, input);
    }
  const visit = (resources) => {
    for (const one of resources) {
      flat.set(`resource ${one.path.join(".")}`, `${one.class} ${one.module}`);
      visit(one.children);
    }
  };
  visit(names.resources);
  return flat;
}

/** What stands in both under different names. */
export function renamed(before, after) {
  const found = [];
  for (const [what, old] of before) {
    const now = after.get(what);
    if (now !== undefined && now !== old) found.push({ what, old, now });
  }
  return found;
}

/** What differs between two texts of {@link flatten}, word for word. */
export function inShort({ what, old, now }) {
  const words = now.split(" ");
  const at = old.split(" ").findIndex((word, index) => word !== words[index]);
  return `${what}: ${old.split(" ")[at] ?? "-"} -> ${words[at] ?? "-"}`;
}
