import { Changes, type Change } from "../change.js";
import { textOf } from "../type.js";
import type { OperationView, SdkView } from "../view.js";
import { compareOperation } from "./operations.js";
import { compareSettings } from "./settings.js";
import { DEPRECATED, pointers, TypeComparison, type Spot } from "./types.js";
import type { Skips } from "./unchanged.js";

/** Everything that differs between two versions of an SDK for its users. `skips`: what need not be looked at. */
export function compareSdks(old: SdkView, next: SdkView, skips?: Skips): readonly Change[] {
  const changes = new Changes();
  const comparison = new TypeComparison(old, next, changes, skips);
  compareClient(comparison, old, next);
  compareOperations(comparison, old, next);
  compareWebhooks(comparison, old, next);
  compareTypes(comparison, old, next);
  return changes.listFor((users) => comparison.trail.callsOf(users));
}

const spotOf = (subject: string, area: Spot["area"], at: Change["at"] = {}): Spot => ({
  subject,
  area,
  direction: "read",
  at,
});

const callSpot = ({ name, at }: OperationView, next: OperationView | undefined): Spot => ({
  ...spotOf(name, "operation", pointers(at, next?.at)),
  user: name,
});

function compareClient(comparison: TypeComparison, old: SdkView, next: SdkView): void {
  const client = spotOf(old.client, "client");
  if (old.client !== next.client)
    comparison.add(client, { level: "breaking", kind: "client-renamed", message: `is called ${next.client} now` });
  for (const [scheme, kind] of old.credentials) {
    const now = next.credentials.get(scheme);
    const spot = spotOf(`${old.client}Auth`, "auth");
    if (now === undefined)
      comparison.add(spot, {
        level: "breaking",
        kind: "credentials-removed",
        message: `${scheme} (${kind}) is no option of \`auth\` any more`,
      });
    else if (now !== kind)
      comparison.add(spot, { level: "breaking", kind: "credentials-changed", message: `${scheme}: ${kind} → ${now}` });
  }
  for (const [scheme, kind] of next.credentials)
    if (!old.credentials.has(scheme))
      comparison.add(spotOf(`${old.client}Auth`, "auth"), {
        level: "feature",
        kind: "credentials-added",
        message: `${scheme} (${kind}) is an option of \`auth\``,
      });
  if (old.from === next.from) compareSettings(comparison, old.settings, next.settings, client);
}

function compareOperations(
  comparison: TypeComparison,
  { operations: old, from }: SdkView,
  { operations: next, from: other }: SdkView,
): void {
  const sameSource = from === other;
  const pairs = pairOperations(old, next);
  const kept = new Set(next.map((one) => one.name));
  const paired = new Set(pairs.values());
  for (const one of old) {
    const now = pairs.get(one);
    if (!now) {
      comparison.add(callSpot(one, undefined), {
        level: "breaking",
        kind: "operation-removed",
        message: `removed (${one.key})`,
      });
      continue;
    }
    if (one.name !== now.name)
      comparison.add(callSpot(one, now), {
        level: "breaking",
        kind: "operation-renamed",
        message: `is called ${now.name} now`,
        ...(kept.has(one.name) && { why: "its name is another operation's now" }),
      });
    if (comparison.unchanged.operation(one, now)) continue;
    compareOperation(comparison, one, now);
    if (sameSource) compareSettings(comparison, one.settings, now.settings, callSpot(one, now));
  }
  for (const one of next)
    if (!paired.has(one) && !one.alias)
      comparison.add(spotOf(one.name, "operation", pointers(undefined, one.at)), {
        level: "feature",
        kind: "operation-added",
        message: `added (${one.key})`,
      });
}

/** The same request; else the same request under other parameter names; else the same method; else the same id. */
function pairOperations(
  old: readonly OperationView[],
  next: readonly OperationView[],
): ReadonlyMap<OperationView, OperationView> {
  const pairs = new Map<OperationView, OperationView>();
  const taken = new Set<OperationView>();
  const marks: ((one: OperationView) => string | undefined)[] = [
    (one) => `${one.key} ${one.kind} ${one.name}`,
    (one) => `${one.key} ${one.kind}`,
    (one) => (one.alias ? undefined : one.key),
    (one) => (one.alias ? undefined : one.key.replace(/\{[^{}]*\}/g, "{}")),
    (one) => one.name,
    (one) => one.operationId,
  ];
  for (const mark of marks) {
    const free = new Map<string, OperationView>();
    for (const one of next) {
      const key = mark(one);
      if (key !== undefined && !taken.has(one) && !free.has(key)) free.set(key, one);
    }
    for (const one of old) {
      const key = mark(one);
      const found = pairs.has(one) || key === undefined ? undefined : free.get(key);
      if (!found || taken.has(found)) continue;
      pairs.set(one, found);
      taken.add(found);
    }
  }
  return pairs;
}

function compareWebhooks(comparison: TypeComparison, old: SdkView, next: SdkView): void {
  for (const [name, type] of old.webhooks) {
    const now = next.webhooks.get(name);
    const event = `WebhookEvents.${name}`;
    const spot = { ...spotOf(event, "webhook", pointers(type.at, now?.at)), user: event };
    if (now) comparison.compare(type, now, spot);
    else comparison.add(spot, { level: "breaking", kind: "webhook-removed", message: "removed" });
  }
  // Unknown events are a member of the type, so whoever receives some has an answer for those that come.
  for (const [name, type] of next.webhooks)
    if (!old.webhooks.has(name))
      comparison.add(spotOf(`WebhookEvents.${name}`, "webhook", pointers(undefined, type.at)), {
        level: "feature",
        kind: "webhook-added",
        message: "added",
      });
}

/** Exported names that came and went, and types that no operation uses. */
function compareTypes(comparison: TypeComparison, old: SdkView, next: SdkView): void {
  const used = new Set(comparison.successors.keys());
  for (const [name, { at, deprecated }] of old.types) {
    const now = next.types.get(name);
    if (now?.deprecated && !deprecated) comparison.add(spotOf(name, "type", pointers(at, now.at)), DEPRECATED);
    if (!now) goneType(comparison, next, name, at);
    else if (!used.has(name))
      // Nothing says whether it is got or given: both are guarded.
      for (const direction of ["read", "write"] as const)
        comparison.compare({ kind: "ref", name }, { kind: "ref", name }, { ...spotOf(name, "type"), direction });
  }
  for (const [name, { type, at }] of next.types)
    if (!old.types.has(name) && !isSuccessor(comparison, name))
      comparison.add(spotOf(name, "type", pointers(undefined, at)), {
        level: "feature",
        kind: "type-added",
        message: type.kind === "ref" ? `added for ${textOf(type)}` : "added",
      });
}

function goneType(comparison: TypeComparison, next: SdkView, name: string, at: string | undefined): void {
  const [only, ...more] = comparison.successors.get(name) ?? [];
  const renamed = only !== undefined && only !== name && more.length === 0;
  comparison.add(spotOf(name, "type", pointers(at, renamed ? next.types.get(only)?.at : undefined)), {
    level: "breaking",
    kind: renamed ? "type-renamed" : "type-removed",
    message: renamed ? `is called ${only} now` : "is exported no more",
    why: "importing it no longer compiles",
  });
}

const isSuccessor = ({ successors }: TypeComparison, name: string): boolean =>
  [...successors].some(([old, names]) => old !== name && names.has(name));
