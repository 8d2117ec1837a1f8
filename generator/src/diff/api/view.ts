import type { TypeOptions } from "../../config/config.js";
import type { Facts } from "../../detect/facts.js";
import { credentialKind } from "../../emit/client/auth.js";
import { credentialSenders } from "../../emit/operations/credentials.js";
import { mediaOf } from "../../emit/webhooks/events.js";
import {
  carriesFiles,
  componentsOf,
  filesOf,
  inlineObjects,
  meaningOf,
  nearMeaningOf,
  recollection,
  type Part,
} from "../../model/index.js";
import type { Api } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import { parameterId } from "../../name/index.js";
import type { Names, ResourceNames } from "../../name/names.js";
import { UNKNOWN, type Type } from "../type.js";
import type { NamedType, OperationView, SdkView } from "../view.js";
import { limitsText, operationViews, requirementText, type OperationScene } from "./operations.js";
import { SchemaTypes, type Where } from "./schema-types.js";

/** What a comparison needs to know of an API. */
export interface ApiSide {
  readonly api: Api;
  readonly names: Names;
  readonly facts: Facts;
  /** Options of the types. Default: those of a run without options. */
  readonly types?: TypeOptions;
}

/**
 * While a document is watched, views of what means the same are the same objects: of an operation with all that it leads
 * to, of a type by itself.
 */
const seenOperations = recollection<readonly OperationView[]>();
const seenTypes = recollection<NamedType>();
const seenWebhooks = recollection<Type>();

const BINARY = { blob: "Blob", bytes: "Uint8Array", stream: "ReadableStream<Uint8Array>" } as const;

/** An API as users of its SDK see it. */
export function apiView(side: ApiSide): SdkView {
  const { api, names, facts, types: options = {} } = side;
  const types = new SchemaTypes(api, names, options);
  const components = componentsOf(api);
  const scene: OperationScene = {
    types,
    facts,
    components,
    binary: BINARY[options.binary ?? "blob"],
    security: api.security,
  };
  const senderOf = credentialSenders(side);
  const operations = api.operations.flatMap((operation) => {
    const own = names.operations.get(operation.key);
    if (!own) return [];
    const about = [own, facts.operations.get(operation.key), api.security, options];
    const views = seenOperations(meaningOf(names, operation), "", about, () => operationViews(operation, own, scene));
    // What the client sends as a credential is no argument.
    const sent = operation.parameters.filter((one) => senderOf(operation, one) !== undefined);
    const omitted = new Set(sent.map((one) => own.parameters.get(parameterId(one)) ?? one.name));
    return omitted.size === 0 ? views : views.map((one) => without(one, omitted));
  });
  const aliases = aliasesOf(names.resources).flatMap(({ name, operation }): OperationView[] => {
    const own = operations.find((one) => one.key === operation);
    return own ? [{ ...own, name, deprecated: true, alias: true }] : [];
  });
  const schemes = Object.entries(facts.auth.schemes);
  return {
    from: "api",
    title: `${api.info.title} ${api.info.version}`.trim(),
    client: names.client,
    operations: [...operations, ...aliases],
    types: namedTypes(side, types),
    webhooks: webhooksOf(side, scene),
    credentials: new Map(schemes.map(([name, scheme]) => [name, credentialKind(scheme)])),
    settings: settingsOf(side),
  };
}

/** A call that does not take these parameters. */
function without(call: OperationView, omitted: ReadonlySet<string>): OperationView {
  const members = new Map([...call.parameters.members].filter(([name]) => !omitted.has(name)));
  const settings = new Map([...call.settings].filter(([name]) => !omitted.has(name.replace(/^place of /, ""))));
  return { ...call, parameters: { ...call.parameters, members }, settings };
}

function namedTypes({ api, names }: ApiSide, types: SchemaTypes): ReadonlyMap<string, NamedType> {
  const files = filesOf(api);
  const found = new Map<string, NamedType>();
  const see = (name: string, { part, schema, ...about }: Pick<NamedType, "at" | "deprecated"> & Seen): void => {
    const { where, ...one } = about;
    const make = (): NamedType => ({ ...one, type: types.shape(schema, where) });
    found.set(name, seenTypes(nearMeaningOf(names, part), name, [about, types.options], make));
  };
  for (const part of api.schemas) {
    const { name, schema, at } = part;
    const own = names.schemas.get(name);
    const uploaded = files.isUploaded(name);
    const one = { part, schema, at, deprecated: schema.deprecated === true };
    if (!own) continue;
    see(own.type, { ...one, where: { direction: "read", files: uploaded && !files.isTwofold(name) } });
    if (own.input !== undefined) see(own.input, { ...one, where: { direction: "write", files: uploaded } });
  }
  for (const { at, schema, owner, direction, part } of inlineObjects(api)) {
    const own = names.inline.get(at);
    if (!own || found.has(own.type)) continue;
    const upload = direction === "write" && "media" in owner && carriesFiles(owner.media);
    const way = direction === "write" ? "write" : "read";
    see(own.type, { part, schema, at, where: { direction: way, files: upload } });
    if (own.input !== undefined) see(own.input, { part, schema, at, where: { direction: "write", files: false } });
  }
  for (const [old, { type }] of names.typeAliases ?? [])
    found.set(old, { type: { kind: "ref", name: type }, deprecated: true });
  return found;
}

/** Where a type comes from. */
interface Seen {
  readonly part: Part;
  readonly schema: Schema;
  readonly where: Where;
}

/** Old names of methods that still work. */
function aliasesOf(resources: readonly ResourceNames[]): { readonly name: string; readonly operation: string }[] {
  return resources.flatMap(({ path, aliases = [], children }) => [
    ...aliases.map(({ method, operation }) => ({ name: [...path, method].join("."), operation })),
    ...aliasesOf(children),
  ]);
}

function webhooksOf({ api, names }: ApiSide, { types, components }: OperationScene): ReadonlyMap<string, Type> {
  return new Map(
    api.webhooks.map((webhook) => {
      const schema = mediaOf(webhook, { components })?.schema;
      if (!schema) return [webhook.key, UNKNOWN];
      const make = (): Type => types.use(schema, { direction: "read", files: false });
      return [webhook.key, seenWebhooks(nearMeaningOf(names, webhook), "", [schema.at, types.options], make)];
    }),
  );
}

function settingsOf({ api, names, facts }: ApiSide): ReadonlyMap<string, string> {
  const { errors } = facts;
  const all: [string, string | undefined][] = [
    ["servers", api.servers.map((one) => one.url).join(", ")],
    ["credentials", api.security && requirementText(api.security)],
    ["prefix of environment variables", names.env],
    ["limits", facts.limits && limitsText(facts.limits)],
    ["header that names a request", facts.requestIdHeader],
    ["shape of errors", errors && [errors.message, errors.code, errors.requestId].map((one) => one ?? "-").join(" ")],
  ];
  return new Map(all.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ""));
}
