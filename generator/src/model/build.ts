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
import { settle } from "./settle/index.js";

/** document → IR. Bad shapes become diagnostics; nothing of a document makes it throw. */
export function buildApi(document: SpecDocument, report: Report): Api {
  return buildWhole(document, report).api;
}

/** {@link buildApi}, and whether a discriminator chooses anywhere: then operations bear on components. */
export function buildWhole(
  document: SpecDocument,
  report: Report,
): { readonly api: Api; readonly hasChoices: boolean } {
  const root = isTooDeep(document.root) ? tooDeep(report) : document.root;
  const components = isObject(root.components) ? root.components : {};
  const builder = new SchemaBuilder(isObject(components.schemas) ? components.schemas : {}, report);
  const reader = new DocumentReader(root, builder, report);

  const schemas = new Map(
    entries(builder.schemas).map(([name, json]) => [name, builder.build(json, below("/components/schemas", name))]),
  );
  const schemes = schemesOf(reader);
  const around = { reader, schemes: new Set(schemes.map(({ name }) => name)) };
  const operations = operationsOf(around);
  const webhooks = webhooksOf(around);
  settle(builder, schemas, [...operations, ...webhooks]);

  const api = defined({
    info: infoOf(root),
    servers: serversOf(reader, root.servers, "/servers") ?? [],
    security: securityOf(reader, root.security, { at: "/security", schemes: around.schemes }),
    schemes,
    schemas: [...schemas].map(([name, schema]) => ({ name, at: below("/components/schemas", name), schema })),
    operations,
    webhooks,
    tags: tagsOf(reader),
    extensions: extensions(root),
  });
  return { api, hasChoices: builder.mappings.size > 0 };
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
