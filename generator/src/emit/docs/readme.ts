import type { ResourceModule } from "../resources/resource.js";
import type { Scene } from "../scene.js";
import { isIdentifier, isReservedWord } from "../code/index.js";
import { asMarkdown } from "../code/markdown.js";
import { exportedErrors } from "../index-module.js";
import { type Code, code } from "../templates/code.js";
import { ownServers } from "../operations/operation.js";
import { render } from "../templates/render.js";
import { firstParagraph } from "../client/client.js";
import { schemeRows } from "./credentials.js";
import { sampleCall, type Method } from "./sample.js";
import { eventNames, webhookSample } from "./webhooks.js";

/** `README.md`: install, authenticate, call, page, errors, and every method in one table. */
export function readme(scene: Scene, resources: readonly ResourceModule[]): string {
  const { api, names, facts, config } = scene;
  const methods = resources.flatMap((one) => one.methods);
  const own = config.package ? packageName(scene) : "./index.js";
  const start = quickStart(methods);
  const paged = methods.find((one) => one.kind === "paged");
  const stream = methods.find((one) => one.kind === "stream");
  const variable = clientVariable(scene);
  const create = `import { ${names.client} } from "${own}";\n\nconst ${variable} = new ${names.client}();`;
  const call = (method: Method): string => sampleCall(method, variable, scene);
  return render("readme", {
    title: api.info.title,
    version: api.info.version,
    description: firstParagraph(asMarkdown(api.info.description ?? "")),
    install: code(config.package ? packageName(scene) : "@sdkwright/runtime"),
    quickStart: code(start ? `${create}\n\n${use(start, call(start))}` : create),
    schemes: schemeRows(facts.auth.schemes, names.env).map((row) => ({
      ...row,
      variables: code(row.variables),
    })),
    unknown: facts.auth.unknown,
    baseUrl: `${names.env}_BASE_URL`,
    call: code(callSample(quickStart(methods.filter((one) => one.kind === "call")) ?? start, call) ?? create),
    ownServers: methods.some(({ operation }) => hasOwnHost(operation, scene)),
    ...sections(paged, stream, call),
    webhooks: sampleOf(webhookSample(scene, own === "./index.js" ? "." : own)),
    events: eventNames(scene),
    errors: code(errorSample(start, call, errorsFrom(names, own))),
    single: code(singleSample(start, scene, own)),
    methods: methods.map((method) => ({
      name: [...method.resource, method.name].join("."),
      request: `${method.operation.method} ${method.operation.path}`,
      summary: summaryOf(method),
    })),
  });
}

/** Whether an operation goes to a host of its own, whatever the base URL of the API. */
function hasOwnHost(operation: Method["operation"], scene: Scene): boolean {
  const own = ownServers(operation, scene) === undefined ? [] : operation.servers!.map(({ url }) => url);
  return [operation.path, ...own].some((url) => /^https?:\/\//i.test(url));
}

const sampleOf = (text: string): Code | "" => (text === "" ? "" : code(text));

function sections(paged: Method | undefined, stream: Method | undefined, call: (method: Method) => string): object {
  return {
    paged: paged
      ? code(
          `for await (const item of ${call(paged)}) console.log(item); // every item of every page\n\n` +
            `const first = await ${call(paged)};\nfirst.items; // also first.hasNext, first.next()`,
        )
      : "",
    stream: stream ? code(`for await (const event of ${call(stream)}) console.log(event);`) : "",
  };
}

function callSample(method: Method | undefined, call: (method: Method) => string): string | undefined {
  if (!method) return undefined;
  if (method.kind === "stream") return `for await (const event of ${call(method)}) console.log(event);`;
  const [name, what] = method.kind === "paged" ? ["page", "the first page"] : ["result", "the decoded body"];
  return (
    `const ${name} = await ${call(method)}; // ${what}\n` +
    `const { data, response } = await ${call(method)}.withResponse();\n` +
    "response.status; // also headers, requestId, attempts"
  );
}

function use(method: Method, call: string): string {
  if (method.kind !== "call") return `for await (const item of ${call}) console.log(item);`;
  return `const result = await ${call};\nconsole.log(result);`;
}

/** Where the errors of the sample come from: the SDK itself, unless a type of the API has one of the names. */
function errorsFrom(names: Scene["names"], own: string): string {
  const errors = exportedErrors(names);
  return errors.includes("ApiError") && errors.includes("NotFoundError") ? own : "@sdkwright/runtime";
}

function errorSample(method: Method | undefined, call: (method: Method) => string, from: string): string {
  const made = method ? call(method) : "request";
  return (
    `import { ApiError, NotFoundError } from "${from}";\n\ntry {\n  await ${made};\n} catch (error) {\n` +
    "  if (error instanceof NotFoundError) console.log(error.requestId);\n" +
    "  else if (error instanceof ApiError) console.log(error.status, error.body);\n  else throw error;\n}" +
    (method?.kind === "call"
      ? `\n\nconst result = await ${made}.safe();\nif (!result.ok) console.log(result.error.message);`
      : "")
  );
}

function singleSample(method: Method | undefined, scene: Scene, own: string): string {
  const root = own === "./index.js" ? "." : own;
  const module = method && scene.names.resources.length > 0 ? moduleOf(method, scene) : undefined;
  if (!method || module === undefined) return `import { createClient } from "${root}/client.js";`;
  const args = sampleCall(method, "client", scene)
    .replace(/^[^(]*\(/, "")
    .replace(/\)$/, "");
  return (
    `import { createClient } from "${root}/client.js";\nimport { ${method.value} } from "${root}/${module}.js";\n\n` +
    `const client = createClient();\nconst result = await client.call(${[method.value, args].filter((text) => text !== "").join(", ")});`
  );
}

function moduleOf(method: Method, scene: Scene): string | undefined {
  let list = scene.names.resources;
  if (method.resource.length === 0) return list.find((one) => one.path.length === 0)?.module;
  let module: string | undefined;
  for (const property of method.resource) {
    const found = list.find((one) => one.path.length > 0 && one.property === property);
    module = found?.module;
    list = found?.children ?? [];
  }
  return module;
}

/** A reading call that needs the least to be given, for a reader who has just installed. */
function quickStart(methods: readonly Method[]): Method | undefined {
  let best: { readonly method: Method; readonly effort: number } | undefined;
  for (const method of methods) {
    const cost = effort(method);
    if (!best || cost < best.effort) best = { method, effort: cost };
  }
  return best?.method;
}

function effort({ operation, kind }: Method): number {
  return (
    (operation.method === "GET" ? 0 : 100) +
    (operation.deprecated ? 50 : 0) +
    (kind === "stream" ? 20 : 0) +
    operation.parameters.filter((one) => one.required).length * 10 +
    (operation.body?.required ? 30 : 0) +
    operation.path.split("/").length
  );
}

function summaryOf({ operation, kind }: Method): string {
  const text =
    operation.summary ?? firstParagraph(asMarkdown(operation.description ?? "")).split(/(?<=[.!?])\s/, 1)[0] ?? "";
  const notes = [
    kind === "paged" ? "pages" : kind === "stream" ? "streams" : "",
    operation.deprecated ? "deprecated" : "",
  ];
  const said = notes.filter((note) => note !== "").join(", ");
  return said === "" ? text : `${text} (${said})`;
}

function packageName({ names, config }: Scene): string {
  return (typeof config.package === "object" ? config.package.name : undefined) ?? names.packageName;
}

/** `PetStore` → `petStore`; a name that the title writes as one word is a brand's: `GitHub` → `github`. */
function clientVariable({ api, names }: Scene): string {
  const plain = names.client.replace(/[^A-Za-z0-9]/g, "");
  const asOneWord = /^[A-Z]+$/.test(plain) || api.info.title.split(/[^A-Za-z0-9]+/).includes(plain);
  const name = asOneWord ? plain.toLowerCase() : plain.charAt(0).toLowerCase() + plain.slice(1);
  return isIdentifier(name) && !isReservedWord(name) && name !== "client" ? name : "api";
}
