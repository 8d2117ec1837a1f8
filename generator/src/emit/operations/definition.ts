import type { LimitFacts, OperationFacts } from "../../detect/facts.js";
import type { Json } from "../../load/document.js";
import type { Operation } from "../../model/api.js";
import { dataLiteral, stringLiteral } from "../code/index.js";

/** Members of an operation value, as code, in the order of the contract. Empty ones are left out. */
export interface Definition {
  readonly operation: Operation;
  readonly params: string;
  readonly body: string;
  readonly answers: string;
  readonly constants?: { readonly [key: string]: Json } | undefined;
  readonly security?: Json | undefined;
  readonly servers?: Json | undefined;
  readonly paging?: Json | undefined;
  readonly stream?: Json | undefined;
  readonly facts?: OperationFacts | undefined;
  readonly secrets?: readonly string[] | undefined;
  readonly decode: string;
  readonly encode: string;
  readonly schemas: string;
}

export function definitionText(definition: Definition): string {
  const { operation, facts } = definition;
  const members: [string, string][] = [
    ["id", stringLiteral(operation.operationId ?? operation.key)],
    ["method", stringLiteral(operation.method)],
    ["path", stringLiteral(operation.path)],
    ["params", definition.params],
    ["headers", json(operation.headers)],
    ["body", definition.body],
    ["answers", definition.answers],
    ["constants", json(definition.constants)],
    ["security", json(definition.security)],
    ["servers", json(definition.servers)],
    ["paging", json(definition.paging)],
    ["stream", json(definition.stream)],
    ["idempotency", json(facts?.idempotency?.header)],
    ["failure", json(facts?.failure && failureFlag(facts.failure))],
    ["limits", json(facts?.limits && limitSpec(facts.limits))],
    ["cost", json(facts?.cost)],
    ["secrets", json(definition.secrets && [...definition.secrets])],
    ["decode", definition.decode],
    ["encode", definition.encode],
    ["schemas", definition.schemas],
  ];
  return `{\n${members.map(([key, value]) => (value === "" ? "" : `  ${key}: ${value},\n`)).join("")}}`;
}

const failureFlag = ({ pointer, equals, present }: NonNullable<OperationFacts["failure"]>): Json => ({
  pointer,
  equals: [...equals],
  ...(present && { present: [...present] }),
});

const json = (value: Json | undefined): string => (value === undefined ? "" : dataLiteral(value, 2));

/** What is known of limits, in the runtime's words; undefined where only evidence is left. */
export function limitSpec(facts: LimitFacts): Json | undefined {
  const headers = {
    ...(facts.limitHeader !== undefined && { limit: facts.limitHeader }),
    ...(facts.remainingHeader !== undefined && { remaining: facts.remainingHeader }),
    ...(facts.resetHeader !== undefined && { reset: facts.resetHeader }),
    ...(facts.resetUnit !== undefined && { resetUnit: facts.resetUnit }),
  };
  const statuses = facts.statuses.filter((status) => status !== 429 && status !== 503);
  const spec = {
    ...(facts.requestsPerSecond !== undefined && { requestsPerSecond: facts.requestsPerSecond }),
    ...(facts.burst !== undefined && { burst: facts.burst }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(statuses.length > 0 && { statuses }),
  };
  return Object.keys(spec).length > 0 ? spec : undefined;
}
