import { UNKNOWN, textOf, type Type } from "../type.js";
import { argumentOptional, hasArgument, type BodyView, type OperationView } from "../view.js";
import type { Found, Spot, TypeComparison } from "./types.js";
import { DEPRECATED, pointers } from "./types.js";

/** Compares two versions of one method. */
export function compareOperation(comparison: TypeComparison, old: OperationView, next: OperationView): void {
  const at = pointers(old.at, next.at);
  const spot: Spot = { subject: old.name, user: old.name, area: "operation", direction: "read", at };
  if (!old.deprecated && next.deprecated) comparison.add(spot, DEPRECATED);
  compareArgument(comparison, [old, next], { ...spot, direction: "write" });
  compareAnswer(comparison, [old, next], { ...spot, area: "answer" });
  compareFailures(comparison, [old, next], { ...spot, area: "answer" });
  if (old.anonymous === true && next.anonymous === false)
    comparison.add(
      { ...spot, area: "auth" },
      { level: "fix", kind: "credentials-required", message: "needs credentials now", atRunTime: true },
    );
}

type Versions = readonly [old: OperationView, next: OperationView];

function compareArgument(comparison: TypeComparison, [old, next]: Versions, spot: Spot): void {
  const parameters: Spot = { ...spot, area: "parameter", noun: "parameter" };
  const [a, b] = [withoutRest(old), withoutRest(next)];
  comparison.compare(a, b, parameters);
  compareBodies(comparison, [old, next], { ...spot, area: "body", subject: `${spot.subject}(body)` });
  if (!hasArgument(old) && hasArgument(next) && argumentOptional(next))
    comparison.add(spot, {
      level: "breaking",
      kind: "argument-added",
      message: "takes an argument now; options of a call come after it",
      why: "calls that pass options pass them first",
    });
}

const withoutRest = ({ parameters }: OperationView): Type => ({ kind: "object", members: parameters.members });

function compareBodies(comparison: TypeComparison, [old, next]: Versions, spot: Spot): void {
  if (old.bodies.length === 0 && next.bodies.length === 0) return;
  if (old.bodies.length === 0) {
    const mark = next.bodyOptional ? "optional" : "required";
    const level = next.bodyOptional ? "feature" : "breaking";
    return comparison.add(spot, { level, kind: "body-added", message: `added (${mark})` });
  }
  if (next.bodies.length === 0)
    return comparison.add(spot, { level: "breaking", kind: "body-removed", message: "removed" });
  if (old.bodyOptional && !next.bodyOptional)
    comparison.add(spot, { level: "breaking", kind: "body-became-required", message: "is required now" });
  if (!old.bodyOptional && next.bodyOptional)
    comparison.add(spot, { level: "feature", kind: "body-became-optional", message: "is optional now" });
  compareMedia(comparison, old.bodies, next.bodies, spot);
}

/** A body of one media type is compared with that of the same; the only one with the only one. */
function compareMedia(
  comparison: TypeComparison,
  old: readonly BodyView[],
  next: readonly BodyView[],
  spot: Spot,
): void {
  const [first, second] = [old[0]!, next[0]!];
  const isKept = next.some((one) => one.media.includes(first.media[0]!));
  // Where there was one media type, no call names it.
  if (old.length === 1 && first.media.length === 1 && !isKept) return comparison.compare(first.type, second.type, spot);
  for (const one of old) {
    const same = sharing(one, next);
    for (const other of same) comparison.compare(one.type, other.type, spot);
    for (const media of one.media.filter((name) => !next.some((other) => other.media.includes(name))))
      comparison.add(spot, { level: "breaking", kind: "media-type-removed", message: `cannot be ${media} any more` });
  }
  for (const media of next.flatMap((one) => one.media).filter((name) => !old.some((one) => one.media.includes(name))))
    comparison.add(spot, { level: "feature", kind: "media-type-added", message: `can be ${media} now` });
  const isStillFirst = first.media.some((media) => second.media.includes(media));
  if (isKept && !isStillFirst) compareDefaultMedia(comparison, first, second, spot);
}

/** Bodies of the same media types. Code says any text for a range of them, so that counts where nothing else does. */
function sharing({ media }: BodyView, others: readonly BodyView[]): readonly BodyView[] {
  const by = (names: readonly string[]) => others.filter((one) => one.media.some((name) => names.includes(name)));
  const exact = by(media.filter((name) => name !== "*/*"));
  return exact.length > 0 ? exact : by(media);
}

/** Calls that name no media type send another one now. */
function compareDefaultMedia(comparison: TypeComparison, old: BodyView, next: BodyView, spot: Spot): void {
  const [found] = comparison.differs(old.type, next.type, spot);
  const breaks = found?.level === "breaking";
  comparison.add(spot, {
    level: breaks ? "breaking" : "fix",
    kind: "default-media-type-changed",
    message: `is ${next.media[0]} unless \`contentType\` says otherwise (was ${old.media[0]})`,
    ...(breaks ? { why: `${found.subject} ${found.message}` } : { atRunTime: true }),
  });
}

const GIVES = { call: "its answer", paged: "pages", stream: "a stream" } as const;

function compareAnswer(comparison: TypeComparison, [old, next]: Versions, spot: Spot): void {
  const here: Spot = { ...spot, subject: `${spot.subject}()` };
  if (old.kind !== next.kind) {
    const paging = old.kind === "paged" || next.kind === "paged";
    return comparison.add(
      { ...spot, area: paging ? "paging" : "answer" },
      {
        level: "breaking",
        kind: paging ? "paging-changed" : "streaming-changed",
        message: `gives ${GIVES[next.kind]} now (was ${GIVES[old.kind]})`,
      },
    );
  }
  comparison.compare(old.result, next.result, here);
  if (old.item && next.item) {
    // What is told of the body already is not told again of its items.
    const moved = old.settings.get("paging") !== next.settings.get("paging");
    if (moved) comparison.compare(old.item, next.item, { ...here, subject: `${spot.subject}() items`, area: "paging" });
  }
}

/** Errors by status: one that is not listed has the body of its range, of `default`, or an unknown one. */
function compareFailures(comparison: TypeComparison, [old, next]: Versions, spot: Spot): void {
  for (const status of [...new Set([...old.failures.keys(), ...next.failures.keys()])].toSorted()) {
    const [a, b] = [failureOf(old, status), failureOf(next, status)];
    const here: Spot = { ...spot, subject: `${spot.subject}() ${status}` };
    const [was, is] = [old.failures.has(status), next.failures.has(status)];
    if (was && is) comparison.compare(a, b, here);
    else {
      const level = comparison.differs(a, b, here).some((one) => one.level === "breaking") ? "breaking" : undefined;
      comparison.add(here, was ? removedError(level) : addedError(level, b));
    }
  }
}

const removedError = (level: "breaking" | undefined): Found => ({
  level: level ?? "fix",
  kind: "error-removed",
  message: "is not described any more",
});

const addedError = (level: "breaking" | undefined, type: Type): Found => ({
  level: level ?? "feature",
  kind: "error-added",
  message: `is described now (${textOf(type).slice(0, 60)})`,
});

function failureOf({ failures }: OperationView, status: string): Type {
  return failures.get(status) ?? failures.get(`${status[0]}XX`) ?? failures.get("default") ?? UNKNOWN;
}
