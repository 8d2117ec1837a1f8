import type { ApiConfig, PagingOverride } from "../../../config/config.js";
import type { Api } from "../../../model/api.js";
import { nearest } from "../../../report/nearest.js";
import type { Report } from "../../../report/diagnostic.js";
import type { PagingFacts } from "../../facts.js";
import type { OperationView } from "../../view/operation.js";
import { misfits } from "../proof.js";
import { claimFrom, type Claim } from "./claim.js";
import { claimOfExtensions } from "./extensions.js";
import { claimOfLinks } from "./links.js";

/** Finds the detector's best pager of a style for an operation, however unsure, to complete what a claim leaves out. */
export type Complete = (view: OperationView, style: PagingFacts["style"] | undefined) => PagingFacts | undefined;

/** Lets what is told win over what was detected, once it is proved. What does not hold is reported and not used. */
export function applyClaims(
  {
    api,
    views,
    config,
    report,
    complete,
    isOverlaid,
  }: {
    api: Api;
    views: readonly OperationView[];
    config: ApiConfig;
    report: Report;
    complete: Complete;
    isOverlaid: (at: string) => boolean;
  },
  detected: ReadonlyMap<string, PagingFacts>,
): ReadonlyMap<string, PagingFacts> {
  if (config.paging === false) return new Map();
  const overrides = new Map(Object.entries(config.paging ?? {}));
  reportStrangers(overrides, views, report);
  const found = new Map(detected);
  const complaints = new Complaints(report);
  for (const view of views) {
    const { key } = view.operation;
    const override = overrides.get(key);
    const claim =
      override === undefined
        ? (claimOfExtensions(view, api.extensions, isOverlaid) ?? claimOfLinks(view))
        : claimOfConfig(override, view);
    if (!claim) continue;
    const pager = claim.off ? undefined : prove(claim, view, { complaints, base: complete(view, claim.style) });
    if (pager) found.set(key, pager);
    else if (claim.from === "config" || claim.off) found.delete(key);
  }
  complaints.flush();
  return found;
}

/** What is wrong with claims. A document that says the same wrong thing of a thousand operations gets one diagnostic. */
class Complaints {
  readonly #found = new Map<
    string,
    { readonly claim: Claim; readonly key: string; readonly what: string; readonly at: string; count: number }
  >();

  constructor(private readonly report: Report) {}

  add(claim: Claim, { operation }: OperationView, { what, at }: { what: string; at: string }): void {
    const group = claim.from === "config" ? `${operation.key} ${what}` : `${claim.source} ${what}`;
    const before = this.#found.get(group);
    if (before) before.count++;
    else this.#found.set(group, { claim, key: operation.key, what, at, count: 1 });
  }

  flush(): void {
    for (const { claim, key, what, at, count } of this.#found.values())
      this.report.add({
        code: "detect/paging-claim",
        severity: "warn",
        message: `${claim.source} does not fit ${key}${count > 1 ? ` and ${count - 1} other operations` : ""}: ${what}.`,
        at,
        fix: "Correct it, or leave it out to use what `codegen inspect` shows for this operation.",
      });
  }
}

function claimOfConfig(override: PagingOverride, { operation }: OperationView): Claim {
  const origin = { from: "config", source: "`paging` of the configuration", at: operation.at } as const;
  return override === false
    ? { ...origin, off: true, request: {}, response: {}, details: {} }
    : claimFrom(override, origin);
}

function reportStrangers(
  overrides: ReadonlyMap<string, PagingOverride>,
  views: readonly OperationView[],
  report: Report,
): void {
  if (overrides.size === 0) return;
  const keys = views.map((view) => view.operation.key);
  const known = new Set(keys);
  for (const key of overrides.keys()) {
    if (known.has(key)) continue;
    const near = nearest(key, keys);
    report.add({
      code: "detect/paging-no-operation",
      severity: "warn",
      message: `\`paging\` names ${key}, which the document does not have.`,
      fix:
        near === undefined ? "Write it as `METHOD /path`, with the path as in the document." : `Did you mean ${near}?`,
    });
  }
}

/** The claim, completed by what was detected and held against the schema; undefined when it does not hold. */
function prove(
  claim: Claim,
  view: OperationView,
  { complaints, base }: { complaints: Complaints; base: PagingFacts | undefined },
): PagingFacts | undefined {
  const style = claim.style ?? (base && base.confidence > 0 ? base.style : undefined);
  const wrong = (what: string, at: string): undefined => {
    complaints.add(claim, view, { what, at });
  };
  for (const word of claim.unknown ?? [])
    wrong(`\`${word}\` is no word of paging, or its value has the wrong type`, claim.at);
  if (style === undefined) return wrong("it names no `style` and none was detected", claim.at);
  const kept = base && base.confidence > 0 && base.style === style ? base : undefined;
  const items = claim.response.items ?? base?.response.items;
  if (items === undefined) return wrong("it does not say where the items are, and the answer shows no array", claim.at);
  const pager: PagingFacts = {
    ...kept,
    ...claim.details,
    style,
    request: { ...kept?.request, ...(kept ? {} : sizeOf(base)), ...claim.request },
    response: { ...kept?.response, ...claim.response, items },
    confidence: 1,
    evidence: [{ text: `${claim.source} says so`, at: claim.at }, ...(kept?.evidence ?? [])],
    from: claim.from,
  };
  const bad = misfits(pager, view);
  for (const one of bad) wrong(`\`${one.key}\`: ${one.why}`, one.at);
  return bad.length === 0 ? pager : undefined;
}

const sizeOf = (base: PagingFacts | undefined): PagingFacts["request"] =>
  base?.request.size === undefined ? {} : { size: base.request.size };
