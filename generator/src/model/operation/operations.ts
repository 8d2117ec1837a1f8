import type { Json, JsonObject } from "../../load/document.js";
import type { Operation, RequestBody } from "../api.js";
import { below, defined, extensions, isObject, prose, strings, text } from "../raw.js";
import { externalDocsOf } from "./info.js";
import { mediaOf } from "./media.js";
import { withoutNegotiation } from "./negotiation.js";
import { parametersOf } from "./parameters.js";
import { withoutQueryTemplate } from "./path-query.js";
import type { DocumentReader, Node } from "./reader.js";
import { responsesOf } from "./responses.js";
import { securityOf } from "./security.js";
import { serversOf } from "./servers.js";

const METHODS = ["delete", "get", "head", "options", "patch", "post", "put", "query", "trace"] as const;

/** What operations are read with: the reader, and the names of the security schemes. */
export interface Surroundings {
  readonly reader: DocumentReader;
  readonly schemes: ReadonlySet<string>;
}

/** Operations of `paths`, sorted by path, then method. */
export function operationsOf(around: Surroundings): Operation[] {
  const { reader } = around;
  return reader.nodes(reader.root.paths, "/paths", "path item").flatMap((item) => {
    const path = item.key.startsWith("/") || /^https?:/i.test(item.key) ? item.key : `/${item.key}`;
    if (path !== item.key)
      reader.repair(
        "model/path",
        `The path ${JSON.stringify(item.key)} does not begin with a slash; one is added.`,
        item.at,
        "Begin it with a slash.",
      );
    return operationsOfItem(around, item, { path, template: path, keyFor: (method) => `${method} ${path}` });
  });
}

/** Webhooks, sorted by name. One with several methods is told apart by them. */
export function webhooksOf(around: Surroundings): Operation[] {
  const { reader } = around;
  const nodes = reader.nodes(reader.root.webhooks, "/webhooks", "webhook");
  return nodes.flatMap((item) => {
    const several = methodsOf(reader, item).length > 1;
    const keyFor = (method: string): string => (several ? `${item.key} ${method}` : item.key);
    return operationsOfItem(around, item, { path: item.key, keyFor });
  });
}

interface Route {
  readonly path: string;
  /** The path as a template for requests. Webhooks and callbacks have none: it is not the client that calls them. */
  readonly template?: string;
  keyFor(method: string): string;
}

function operationsOfItem(around: Surroundings, item: Node, route: Route): Operation[] {
  return methodsOf(around.reader, item).map((node) => operationOf(around, node, item, route));
}

function methodsOf(reader: DocumentReader, item: Node): (Node & { readonly method: string })[] {
  const found = new Map<string, Node & { readonly method: string }>();
  const add = (method: string, raw: Json | undefined, at: string): void => {
    if (!isObject(raw))
      reader.warn(
        "model/operation",
        `The operation ${method} is no object; it is left out.`,
        at,
        "Describe it by an object.",
      );
    else if (found.has(method))
      reader.warn(
        "model/operation",
        `The method ${method} stands here twice; the first is used.`,
        at,
        "Remove one of them.",
      );
    else found.set(method, { method, json: raw, at });
  };
  for (const method of METHODS)
    if (item.json[method] !== undefined) add(method.toUpperCase(), item.json[method], below(item.at, method));
  const more = item.json.additionalOperations;
  if (isObject(more)) {
    const at = below(item.at, "additionalOperations");
    for (const method of Object.keys(more).filter((key) => !key.startsWith("x-"))) {
      if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)) add(method, more[method], below(at, method));
      else
        reader.warn(
          "model/operation",
          `${JSON.stringify(method)} is no HTTP method; the operation is left out.`,
          below(at, method),
          "Name a method, such as COPY.",
        );
    }
  }
  return [...found.values()].toSorted((a, b) => (a.method < b.method ? -1 : 1));
}

function operationOf(
  around: Surroundings,
  { json, at, method }: Node & { readonly method: string },
  item: Node,
  route: Route,
): Operation {
  const { reader, schemes } = around;
  const lists = [item, { json, at }].map((node) => ({ json: node.json.parameters, at: below(node.at, "parameters") }));
  const template = route.template === undefined ? undefined : { at, template: route.template };
  const { path, parameters: declared } = withoutQueryTemplate(route.path, parametersOf(reader, lists, template));
  const described = bodyOf(reader, json.requestBody, below(at, "requestBody"));
  const responses = responsesOf(reader, json.responses, below(at, "responses"));
  // What comes in has the headers that it says.
  const { parameters, headers, body } = template
    ? withoutNegotiation(declared, { body: described, responses })
    : { parameters: declared, body: described };
  return defined({
    key: route.keyFor(method),
    method,
    path,
    operationId: prose(json.operationId),
    tags: [...new Set(strings(json.tags))],
    summary: prose(json.summary) ?? prose(item.json.summary),
    description: prose(json.description) ?? prose(item.json.description),
    externalDocs: externalDocsOf(json.externalDocs),
    deprecated: json.deprecated === true ? true : undefined,
    parameters,
    headers,
    body,
    responses,
    security: securityOf(reader, json.security, { at: below(at, "security"), schemes }),
    servers:
      serversOf(reader, json.servers, below(at, "servers")) ??
      serversOf(reader, item.json.servers, below(item.at, "servers")),
    callbacks: callbacksOf(around, json, at),
    extensions: extensions(json),
    at,
  });
}

function bodyOf(reader: DocumentReader, json: Json | undefined, at: string): RequestBody | undefined {
  if (json === undefined) return undefined;
  const node = reader.node(json, at, "request body");
  if (!node) return undefined;
  const media = mediaOf(reader, node.json.content, below(node.at, "content"));
  if (media.length === 0) {
    reader.warn(
      "model/body-empty",
      "A request body without a media type is left out.",
      node.at,
      "List its media types under `content`.",
    );
    return undefined;
  }
  return defined({
    required: node.json.required === true,
    description: prose(node.json.description),
    media,
    at: node.at,
  });
}

function callbacksOf(around: Surroundings, json: JsonObject, at: string): Operation["callbacks"] {
  const { reader } = around;
  return reader.nodes(json.callbacks, below(at, "callbacks"), "callback").flatMap((callback) =>
    reader.nodes(callback.json, callback.at, "path item").map((item) => ({
      name: callback.key,
      expression: item.key,
      operations: operationsOfItem(around, item, {
        path: item.key,
        keyFor: (method) => `${text(json.operationId) ?? at} ${callback.key} ${method} ${item.key}`,
      }),
    })),
  );
}
