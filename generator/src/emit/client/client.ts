import type { Json } from "../../load/document.js";
import type { ResourceNames } from "../../name/names.js";
import { Imports } from "../imports.js";
import { limitSpec } from "../operations/definition.js";
import type { SecurityPlan } from "../operations/security.js";
import { serverSpecs } from "../operations/servers.js";
import type { Scene } from "../scene.js";
import { code } from "../templates/code.js";
import { render } from "../templates/render.js";
import { authType, schemeSpecs, sortedSchemes } from "./auth.js";

/** `client.ts`: what the API is, `createClient`, and the class that holds its resources. */
export function clientModule(scene: Scene, security: SecurityPlan): string {
  const { api, names, facts } = scene;
  const imports = new Imports("client", scene.extension);
  const auth = authType(facts.auth.schemes);
  const root = names.resources.find((one) => one.path.length === 0);
  const resources = names.resources.filter((one) => one !== root);
  imports.value("Client");
  for (const type of ["ApiDefinition", "ClientOptions"]) imports.type(type);
  if (auth !== "never") imports.type("Credential");
  for (const one of resources) imports.value(one.class, one.module);
  if (root) imports.value(root.class, root.module);
  return render("client", {
    info: api.info,
    imports: code(imports.print()),
    client: names.client,
    auth: `${names.client}Auth`,
    options: `${names.client}Options`,
    authType: code(auth),
    authDescription: authDescription(scene),
    definition: definition(scene, security),
    description: clientDescription(scene),
    methods: root?.class ?? "",
    resources: resources.map((one) => ({ property: one.property, class: one.class, description: firstSentence(one) })),
  });
}

function definition(scene: Scene, security: SecurityPlan): Json {
  const { api, names, facts, config } = scene;
  const { errors, limits } = facts;
  const errorShape = errors && {
    ...(errors.message !== undefined && { message: errors.message }),
    ...(errors.code !== undefined && { code: errors.code }),
    ...(errors.requestId !== undefined && { requestId: errors.requestId }),
  };
  const limit = limits && limitSpec(limits);
  return {
    contract: 1,
    name: names.client,
    env: names.env,
    servers: config.baseUrl === undefined ? serverSpecs(api.servers) : [{ url: config.baseUrl }],
    schemes: schemeSpecs(facts.auth.schemes),
    security: security.common,
    ...(errorShape && Object.keys(errorShape).length > 0 && { errorShape }),
    ...(limit !== undefined && { limits: limit }),
    ...(facts.requestIdHeader !== undefined && { requestIdHeader: facts.requestIdHeader }),
    ...(config.types?.int64 === "bigint" && { int64: "bigint" }),
    ...(config.types?.binary !== undefined && config.types.binary !== "blob" && { binary: config.types.binary }),
    ...(config.schemas && { schemas: true }),
  };
}

function authDescription({ facts }: Scene): string {
  const names = sortedSchemes(facts.auth.schemes).map(([name]) => name);
  if (names.length === 0)
    return facts.auth.unknown
      ? "The API's description names no credentials. If it wants any, send them as headers."
      : "The API takes no credentials.";
  return names.length === 1
    ? `Credentials of this API: for \`${names[0]}\`.`
    : "Credentials of this API: one, which goes to the scheme that it fits, or several by the names of their schemes.";
}

function clientDescription({ api }: Scene): string {
  const { title, description, externalDocs } = api.info;
  const about = firstParagraph(description ?? "");
  const url = externalDocs && /^https?:\/\/\S+$/.test(externalDocs.url) ? externalDocs.url : "";
  return [title.trim() === "" ? "The API." : title.trim(), about, url].filter((text) => text !== "").join("\n\n");
}

/** The rest of a long introduction belongs on a page, not in a tooltip. */
export function firstParagraph(text: string): string {
  const [first = ""] = text.trim().split(/\n\s*\n/);
  const flat = first.replace(/^#+\s.*\n?/, "").trim();
  return flat.length <= 500 ? flat : `${flat.slice(0, 497).replace(/\s+\S*$/, "")} …`;
}

function firstSentence(resource: ResourceNames): string {
  const text = firstParagraph(resource.description ?? "").replace(/\s+/g, " ");
  return text.length > 110 ? (/^.{10,110}?[.!?](?=\s)/u.exec(text)?.[0] ?? "") : text;
}
