import type { Json, JsonObject } from "../document.js";
import { copy, isObject, member, put } from "../json.js";
import { below } from "../pointer.js";
import type { Session } from "../session.js";
import type { Source } from "../source/source.js";
import { METHODS, SWAGGER } from "../walk/shapes.js";
import { walk } from "../walk/walk.js";
import { bodyFrom, contentOf, FORMS, formFrom, isBody, isForm, textList } from "./swagger-body.js";
import { upgradeParameter } from "./swagger-parameter.js";
import { upgradeSchemes } from "./swagger-security.js";
import { serversFrom, upgradeServers } from "./swagger-servers.js";

/**
 * Swagger 2.0 → the structure of OpenAPI 3, in place. Schemas are left in their old dialect for the next step. All
 * references are `#/definitions/…`, `#/parameters/…` or `#/responses/…` by now.
 */
export function upgradeSwagger(source: Source, session: Session): void {
  new Upgrade(source.value as JsonObject, source, session).run();
}

class Upgrade {
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
  readonly parameters: JsonObject;
  readonly responses: JsonObject;

  constructor(
    readonly root: JsonObject,
    readonly source: Source,
    readonly session: Session,
  ) {
    this.consumes = textList(root.consumes) ?? [];
    this.produces = textList(root.produces) ?? [];
    this.parameters = isObject(root.parameters) ? root.parameters : {};
    this.responses = isObject(root.responses) ? root.responses : {};
  }

  run(): void {
    const { root } = this;
    this.#keepPlaces();
    this.#schemas();
    upgradeServers(root, this.source);
    for (const item of Object.values(isObject(root.paths) ? root.paths : {})) if (isObject(item)) this.#pathItem(item);
    this.#components();
    for (const key of ["swagger", "host", "basePath", "schemes", "consumes", "produces"]) delete root[key];
  }

  /** Objects that change their place remember where they were. */
  #keepPlaces(): void {
    const { origins } = this.session;
    walk({ node: this.root, kind: "document" }, SWAGGER, (node, kind, cursor) => {
      if (kind === "schema") return false;
      if (kind !== "parameter" && kind !== "response" && kind !== "header") return true;
      const origin = origins.find(this.root, cursor.pointer());
      if (origin) origins.set(node, origin);
      return true;
    });
    for (const key of ["definitions", "securityDefinitions"]) {
      const origin = origins.find(this.root, `/${key}`);
      if (origin) origins.set(this.root[key], origin);
    }
  }

  #schemas(): void {
    walk({ node: this.root, kind: "document" }, SWAGGER, (node, kind) => {
      if (kind !== "schema") return;
      if (typeof node.$ref === "string") node.$ref = component(node.$ref);
      for (const key of ["oneOf", "anyOf", "not", "discriminator"]) promote(node, key);
      if (typeof node.discriminator === "string") node.discriminator = { propertyName: node.discriminator };
      const mapping = isObject(node.discriminator) ? node.discriminator.mapping : undefined;
      if (!isObject(mapping)) return;
      for (const value of Object.keys(mapping)) put(mapping, value, component(String(mapping[value])));
    });
    mapDiscriminators(isObject(this.root.definitions) ? this.root.definitions : {});
  }

  #pathItem(item: JsonObject): void {
    const shared = Array.isArray(item.parameters) ? item.parameters : [];
    const [payload, others] = split(shared, this.parameters);
    for (const method of METHODS) {
      const operation = item[method];
      if (isObject(operation)) this.#operation(operation, payload);
    }
    this.#setParameters(item, others);
  }

  #operation(operation: JsonObject, shared: readonly JsonObject[]): void {
    const consumes = textList(operation.consumes) ?? this.consumes;
    // Stated for the whole document, the types of forms are meant for the operations that have one.
    const forBody = textList(operation.consumes) ?? this.consumes.filter((type) => !FORMS.includes(type));
    const own = Array.isArray(operation.parameters) ? operation.parameters : [];
    const [payload, others] = split(own, this.parameters);
    this.#setParameters(operation, others);
    const names = new Set(payload.map((one) => one.name));
    const all = [...payload, ...shared.filter((one) => !names.has(one.name) && !(isBody(one) && payload.some(isBody)))];
    const body = all.find(isBody);
    if (body) operation.requestBody = bodyFrom(unshared(body, this.session), forBody, this.session.origins);
    else if (all.some(isForm)) {
      operation.requestBody = formFrom(
        all.map((one) => unshared(one, this.session)),
        consumes,
        this.session.origins,
      );
    }
    if (body && all.some(isForm)) this.#bodyAndForm(body);
    const produces = textList(operation.produces) ?? this.produces;
    if (isObject(operation.responses)) this.#operationResponses(operation.responses, produces);
    const servers = serversFrom(this.root, this.source, textList(operation.schemes));
    if (servers) operation.servers = servers;
    for (const key of ["consumes", "produces", "schemes"]) delete operation[key];
  }

  #operationResponses(responses: JsonObject, produces: readonly string[]): void {
    for (const status of Object.keys(responses)) {
      if (status.startsWith("x-")) continue;
      const response = responses[status];
      if (!isObject(response)) continue;
      const name = typeof response.$ref === "string" ? /^#\/responses\/(.*)$/.exec(response.$ref)?.[1] : undefined;
      const shared = name === undefined ? undefined : member(this.responses, unescape(name));
      if (!isObject(shared)) this.#response(response, produces);
      // Failures that operations share are written alike, whatever an operation answers otherwise.
      else if (sameTypes(produces, this.produces) || !status.startsWith("2"))
        response.$ref = `#/components/responses/${name}`;
      else {
        // Its media types are this operation's own, so it cannot be the shared one.
        const inline = unshared(shared, this.session);
        this.#response(inline, produces);
        put(responses, status, inline);
      }
    }
  }

  #response(response: JsonObject, produces: readonly string[]): void {
    const { schema, examples } = response;
    delete response.schema;
    delete response.examples;
    const file = isObject(schema) && schema.type === "file";
    if (file) Object.assign(schema, { type: "string", format: "binary" });
    const types = produces.length > 0 ? produces : [file ? "application/octet-stream" : "application/json"];
    const content = schema === undefined ? {} : contentOf(types, schema, response, this.session.origins);
    for (const type of Object.keys(isObject(examples) ? examples : {})) {
      // Without a schema, an example tells at least that there is content.
      const media = member(content, type) ?? (schema === undefined && type.includes("/") ? {} : undefined);
      if (!isObject(media)) continue;
      media.example = (examples as JsonObject)[type] as Json;
      put(content, type, media);
    }
    if (Object.keys(content).length > 0) response.content = content;
    const headers = isObject(response.headers) ? response.headers : {};
    for (const header of Object.values(headers)) if (isObject(header)) upgradeParameter(header, this.session);
  }

  #setParameters(owner: JsonObject, parameters: readonly Json[]): void {
    for (const parameter of parameters) {
      if (!isObject(parameter)) continue;
      if (typeof parameter.$ref !== "string") upgradeParameter(parameter, this.session);
      else parameter.$ref = parameter.$ref.replace(/^#\/parameters\//, "#/components/parameters/");
    }
    if (parameters.length > 0) owner.parameters = [...parameters];
    else delete owner.parameters;
  }

  #components(): void {
    const { root } = this;
    const components: JsonObject = isObject(root.components) ? root.components : {};
    if (isObject(root.definitions)) components.schemas = root.definitions;
    const parameters: JsonObject = {};
    for (const name of Object.keys(this.parameters)) {
      const parameter = this.parameters[name] as Json;
      if (!isObject(parameter) || isBody(parameter) || isForm(parameter)) continue;
      if (typeof parameter.$ref === "string") parameter.$ref = parameter.$ref.replace(/^#\//, "#/components/");
      else upgradeParameter(parameter, this.session);
      put(parameters, name, parameter);
    }
    if (Object.keys(parameters).length > 0) components.parameters = parameters;
    for (const response of Object.values(this.responses)) {
      if (!isObject(response)) continue;
      if (typeof response.$ref === "string") response.$ref = response.$ref.replace(/^#\//, "#/components/");
      else this.#response(response, this.produces);
    }
    if (Object.keys(this.responses).length > 0) components.responses = this.responses;
    if (isObject(root.securityDefinitions)) components.securitySchemes = upgradeSchemes(root.securityDefinitions);
    if (Object.keys(components).length > 0) root.components = components;
    for (const key of ["definitions", "parameters", "responses", "securityDefinitions"]) delete root[key];
  }

  #bodyAndForm(body: JsonObject): void {
    const finding = {
      code: "load/body-and-form",
      message: "An operation cannot have a `body` and `formData` parameters; the form is left out.",
      fix: "Remove one of them.",
    };
    this.session.add("warn", finding, this.session.origins.get(body));
  }
}

/** Parameters that make up the body, written out; and the others as they are. */
function split(list: readonly Json[], shared: JsonObject): [JsonObject[], Json[]] {
  const payload: JsonObject[] = [];
  const others: Json[] = [];
  for (const parameter of list) {
    const name =
      isObject(parameter) && typeof parameter.$ref === "string"
        ? /^#\/parameters\/(.*)$/.exec(parameter.$ref)?.[1]
        : undefined;
    const meant = name === undefined ? parameter : member(shared, unescape(name));
    if (isObject(meant) && (isBody(meant) || isForm(meant))) payload.push(meant);
    else others.push(parameter);
  }
  return [payload, others];
}

/** A copy at the same place: what several operations share becomes each one's own. */
function unshared(node: JsonObject, { origins }: Session): JsonObject {
  const own = copy(node);
  const origin = origins.get(node);
  if (origin) origins.set(own, origin);
  return own;
}

/** Values of discriminators that Microsoft's extension states at the children. */
function mapDiscriminators(definitions: JsonObject): void {
  for (const name of Object.keys(definitions)) {
    const schema = definitions[name];
    const value = isObject(schema) ? schema["x-ms-discriminator-value"] : undefined;
    if (typeof value !== "string") continue;
    for (const parent of ancestors(name, definitions)) {
      const discriminator = parent.discriminator;
      if (!isObject(discriminator)) continue;
      const mapping = isObject(discriminator.mapping) ? discriminator.mapping : {};
      put(mapping, value, `#/components/schemas${below("", name)}`);
      discriminator.mapping = mapping;
    }
  }
}

function ancestors(name: string, definitions: JsonObject): JsonObject[] {
  const found = new Set<JsonObject>();
  const waiting = [member(definitions, name)];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    const allOf = isObject(schema) && Array.isArray(schema.allOf) ? schema.allOf : [];
    for (const part of allOf) {
      const target =
        isObject(part) && typeof part.$ref === "string" ? part.$ref.replace("#/components/schemas/", "") : undefined;
      const parent = target === undefined ? undefined : member(definitions, unescape(target));
      if (!isObject(parent) || found.has(parent)) continue;
      found.add(parent);
      waiting.push(parent);
    }
  }
  return [...found];
}

/** What OpenAPI 3 has, written as an extension of Swagger 2.0. */
function promote(schema: JsonObject, key: string): void {
  const extension = schema[`x-${key}`];
  if (typeof extension !== "object" || extension === null || typeof schema[key] === "object") return;
  schema[key] = extension;
  delete schema[`x-${key}`];
}

/** A reference as OpenAPI 3 writes it; a bare name, as a mapping may have it, is one too. */
function component(reference: string): string {
  if (!reference.includes("/")) return `#/components/schemas/${reference}`;
  return reference.replace(/^#\/definitions\//, "#/components/schemas/");
}

function unescape(step: string): string {
  return step.replaceAll("%25", "%").replaceAll("~1", "/").replaceAll("~0", "~");
}

function sameTypes(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((type) => b.includes(type));
}
