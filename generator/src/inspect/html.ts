import { createHash } from "node:crypto";
import type { Evidence } from "../detect/facts.js";
import { render } from "../emit/templates/render.js";
import type { Understanding } from "../pipeline.js";
import { offLine, overrideLine } from "./override.js";
import { locatedDiagnostics, placeOf } from "./place.js";
import { rowsOf, type Row } from "./row.js";
import { SCRIPT, STYLE } from "./page.js";
import { acceptWords, limitWords, otherWords, pagingWords, schemeWords, webhookWords } from "./words.js";

/** One self-contained page: every decision, what it rests on, and the line that overrides it. */
export function inspectHtml(known: Understanding): string {
  const { api, facts, document } = known;
  const rows = rowsOf(known);
  const evidence = (list: readonly Evidence[]): readonly object[] =>
    list.map((one) => ({ text: one.text, place: placeOf(known, one.at) ?? "" }));
  return render("inspect.html", {
    policy: policy(),
    style: STYLE,
    script: SCRIPT,
    title: api.info.title,
    version: api.info.version,
    openapi: document.version,
    sources: document.sources.map((source) => source.name),
    counts: countsOf(rows, api.schemas.length),
    accept: acceptWords(facts.auth),
    schemes: Object.entries(facts.auth.schemes).map(([name, scheme]) => ({ name, words: schemeWords(scheme) })),
    authEvidence: evidence(facts.auth.evidence),
    limits: facts.limits ? limitWords(facts.limits) : [],
    limitEvidence: evidence(facts.limits?.evidence ?? []),
    webhooks: facts.deliveries ? webhookWords(facts.deliveries) : [],
    webhookEvidence: evidence([
      ...(facts.deliveries?.signature?.evidence ?? []),
      ...(facts.deliveries?.evidence ?? []),
    ]),
    errors: errorRows(known),
    errorEvidence: evidence(facts.errors?.evidence ?? []),
    diagnostics: locatedDiagnostics(known).map((one) => ({
      severity: one.severity,
      code: one.code,
      message: one.message,
      fix: one.fix,
      place: one.place ? `${one.place.file}:${one.place.line}:${one.place.column}` : "",
    })),
    skipped: document.skipped,
    groups: groupsOf(rows).map(({ resource, members }) => ({
      resource,
      rows: members.map((row) => ({
        ...rowData(row),
        place: placeOf(known, row.operation.at) ?? "",
        evidence: evidence(evidenceOf(row)),
      })),
    })),
  });
}

function countsOf(rows: readonly Row[], schemas: number): readonly object[] {
  const styles = new Map<string, number>();
  for (const { facts } of rows)
    if (facts.paging) styles.set(facts.paging.style, (styles.get(facts.paging.style) ?? 0) + 1);
  return [
    { number: rows.length.toLocaleString("en"), what: "operations" },
    { number: schemas.toLocaleString("en"), what: "schemas" },
    { number: rows.filter((row) => row.facts.paging).length.toLocaleString("en"), what: "pagers" },
    ...[...styles]
      .toSorted((a, b) => b[1] - a[1])
      .map(([what, number]) => ({ number: number.toLocaleString("en"), what })),
  ];
}

function errorRows({ facts: { errors, requestIdHeader } }: Understanding): readonly object[] {
  const row = (name: string, value: string | undefined): readonly object[] =>
    value === undefined ? [] : [{ name, value }];
  return [
    ...row("message", errors?.message),
    ...row("code", errors?.code),
    ...row("request id", errors?.requestId),
    ...row("request id header", requestIdHeader),
    ...row("format", errors?.problemJson ? "problem+json (RFC 9457)" : undefined),
  ];
}

function groupsOf(rows: readonly Row[]): readonly { readonly resource: string; readonly members: readonly Row[] }[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const members = groups.get(row.resource);
    if (members) members.push(row);
    else groups.set(row.resource, [row]);
  }
  return [...groups].map(([resource, members]) => ({ resource, members }));
}

function rowData({ operation, method, resource, reason, facts }: Row): object {
  const { paging } = facts;
  return {
    key: operation.key,
    verb: operation.method,
    path: operation.path,
    summary: operation.summary ?? "",
    deprecated: operation.deprecated === true,
    name: resource === "" ? method : `${resource}.${method}`,
    method,
    reason,
    paging: paging ? pagingWords(paging) : "",
    style: paging?.style ?? "",
    confidence: paging ? String(Math.round(100 * paging.confidence)) : "",
    from: paging?.from ?? "",
    facts: paging
      ? pairs({ ...paging.request }, "request").concat(
          pairs({ ...paging.response }, "answer"),
          pairs(numbers(paging), "detail"),
        )
      : [],
    others: otherWords(facts),
    override: overrideLine(operation.key, paging),
    off: paging ? offLine(operation.key) : "",
  };
}

function numbers({
  base,
  defaultSize,
  maxSize,
  idField,
  keyStep,
  hasMoreInverted,
  itemsIsMap,
}: NonNullable<Row["facts"]["paging"]>): object {
  return { base, defaultSize, maxSize, idField, keyStep, hasMoreInverted, itemsIsMap };
}

const pairs = (record: object, side: string): { side: string; name: string; value: string }[] =>
  Object.entries(record).flatMap(([name, value]) =>
    value === undefined ? [] : [{ side, name, value: value === "" ? "(the root)" : String(value) }],
  );

function evidenceOf({ facts }: Row): readonly Evidence[] {
  const { paging, stream, idempotency, failure, job, incremental, limits } = facts;
  return [paging, stream, idempotency, failure, job, incremental, limits].flatMap((one) => one?.evidence ?? []);
}

/** The page may run and show only what it carries. */
function policy(): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;
}
