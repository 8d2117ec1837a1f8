import type { JsonObject, SpecDocument } from "../load/document.js";
import type { Report } from "../report/diagnostic.js";
import type { Api } from "./api.js";
import { isTooDeep } from "./depth.js";
import { infoOf, tagsOf } from "./operation/info.js";
import { operationsOf, webhooksOf } from "./operation/operations.js";
import { DocumentReader } from "./operation/reader.js";
import { schemesOf, securityOf } from "./operation/security.js";
import { serversOf } from "./operation/servers.js";
import { below, defined, entries, extensions, isObject } from "./raw.js";
import { SchemaBuilder } from "./schema/builder.js";
import type { Bonds } from "./settle/bonds.js";
import { settle } from "./settle/index.js";

/** document → IR. Bad shapes become diagnostics; nothing of a document makes it throw. */
export function buildApi(document: SpecDocument, report: Report): Api {
  return buildWhole(document, report).api;
}

/** {@link buildApi}, and how the parts of the document bear on each other. */
export function buildWhole(document: SpecDocument, report: Report): { readonly api: Api; readonly bonds: Bonds } {
  const root = isTooDeep(document.root) ? tooDeep(report) : document.root;
  const reader = readerOf(root, report);
  const { schemas: builder } = reader;
  const schemas = new Map(
    entries(builder.schemas).map(([name, json]) => [name, builder.build(json, below("/components/schemas", name))]),
  );
  const schemes = schemesOf(reader);
  const around = { reader, schemes: namesOf(schemes) };
  const operations = operationsOf(around);
  const webhooks = webhooksOf(around);
  const bonds = settle(builder, schemas, [...operations, ...webhooks]);
  const named = [...schemas].map(([name, schema]) => ({ name, at: below("/components/schemas", name), schema }));
  return { api: apiOf(reader, { schemes, schemas: named, operations, webhooks }), bonds };
}

/** Reads a document whose objects are not nested too deep. */
export function readerOf(root: JsonObject, report: Report): DocumentReader {
  const schemas = isObject(root.components) ? root.components.schemas : undefined;
  return new DocumentReader(root, new SchemaBuilder(isObject(schemas) ? schemas : {}, report), report);
}

/** An API of these parts, with what is said of it as a whole. */
export function apiOf(
  reader: DocumentReader,
  { schemes, schemas, operations, webhooks }: Pick<Api, "schemes" | "schemas" | "operations" | "webhooks">,
): Api {
  const { root } = reader;
  return defined({
    info: infoOf(root),
    servers: serversOf(reader, root.servers, "/servers") ?? [],
    security: securityOf(reader, root.security, { at: "/security", schemes: namesOf(schemes) }),
    schemes,
    schemas,
    operations,
    webhooks,
    tags: tagsOf(reader),
    extensions: extensions(root),
  });
}

/** Names of the security schemes that an operation may ask for. */
export function namesOf(schemes: Api["schemes"]): ReadonlySet<string> {
  return new Set(schemes.map(({ name }) => name));
}

function tooDeep(report: Report): JsonObject {
  const message = "The document nests objects and lists more than 512 levels deep.";
  report.add({
    code: "model/too-deep",
    severity: "stop",
    message,
    at: "",
    fix: "Move inner schemas to `components` and refer to them.",
  });
  return {};
}
