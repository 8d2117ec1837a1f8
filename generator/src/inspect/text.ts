import type { Understanding } from "../pipeline.js";
import { rowsOf, type Row } from "./row.js";
import { acceptWords, limitWords, otherWords, pagingWords, schemeWords, webhookWords } from "./words.js";

/** What was found, as a table for a terminal. */
export function inspectText(known: Understanding): string {
  const { api, facts, document } = known;
  const rows = rowsOf(known);
  const pagers = rows.filter((row) => row.facts.paging);
  const lines = [
    `${api.info.title} ${api.info.version}: OpenAPI ${document.version}, ${count(rows.length, "operation")}, ${count(api.schemas.length, "schema")}, ${count(pagers.length, "pager")}`,
    "",
    "Authentication",
    ...Object.entries(facts.auth.schemes).map(([name, scheme]) => `  ${name}: ${schemeWords(scheme)}`),
    `  accepted: ${acceptWords(facts.auth)}`,
    "",
    ...section("Limits", facts.limits ? limitWords(facts.limits) : ["nothing is said"]),
    ...section("Errors", errorLines(known)),
    ...section("Webhooks", facts.deliveries ? webhookWords(facts.deliveries) : []),
    ...table(rows),
    ...skipped(known),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

const count = (number: number, what: string): string =>
  `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ""];

function errorLines({ facts: { errors, requestIdHeader } }: Understanding): readonly string[] {
  return [
    ...(errors?.message === undefined ? [] : [`message at ${errors.message}`]),
    ...(errors?.code === undefined ? [] : [`code at ${errors.code}`]),
    ...(errors?.requestId === undefined ? [] : [`request id at ${errors.requestId}`]),
    ...(errors?.problemJson ? ["problem+json (RFC 9457)"] : []),
    ...(requestIdHeader === undefined ? [] : [`request id in header ${requestIdHeader}`]),
  ];
}

function table(rows: readonly Row[]): readonly string[] {
  const cells = rows.map((row): readonly string[] => [
    row.resource,
    row.method,
    row.operation.key,
    [...(row.facts.paging ? [pagingWords(row.facts.paging)] : []), ...otherWords(row.facts)].join("; ") || "-",
    row.facts.paging ? row.facts.paging.confidence.toFixed(2) : "",
  ]);
  const head = ["RESOURCE", "METHOD", "OPERATION", "PAGING AND MORE", "SURE"];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.min(
      WIDTHS[column] ?? 40,
      Math.max(head[column]?.length ?? 0, ...cells.map((row) => row[column]?.length ?? 0)),
    ),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column < widths.length ? cell.padEnd(widths[column] ?? 0) : cell))
      .join("  ")
      .trimEnd();
  return [line(head), ...cells.map(line)];
}

/** Longer cells push the rest of their line to the right, rather than all lines. */
const WIDTHS: readonly number[] = [28, 32, 56, 64];

function skipped({ document }: Understanding): readonly string[] {
  return document.skipped.length === 0
    ? []
    : ["", "Left out", ...document.skipped.map((one) => `  ${one.key}: ${one.reason}`)];
}

/** Control characters of a document must not reach a terminal. */
const printable = (line: string): string => line.replace(/\p{Cc}/gu, " ");
