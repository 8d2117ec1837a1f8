import { pick } from "./random.mjs";

const METHODS = ["get", "put", "post", "delete", "patch"];
const escaped = (text) => text.replaceAll("~", "~0").replaceAll("/", "~1");

/** Every operation of a document: `{ path, method, operation, key }`. */
export function operationsOf(document) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => typeof item?.[method] === "object").map((method) => ({
      path,
      method,
      operation: item[method],
      key: `${method.toUpperCase()} ${path}`,
    })),
  );
}

const schemasOf = (document) => document.components?.schemas ?? document.definitions ?? {};
const copyOf = (value) => structuredClone(value);

/** What a mutation bears on: an operation with what is inside of it. */
function ofOperation({ key, path, method }) {
  const place = `/paths/${escaped(path)}/${method}`;
  return (what) => what === `operation ${key}` || what.startsWith(`inline ${place}`);
}

function ofSchema(name) {
  const place = `inline /components/schemas/${escaped(name)}`;
  const own = new Set([`schemas ${name}`, `schemas ${name} input`, place, `${place} input`]);
  return (what) => own.has(what) || what.startsWith(`${place}/`);
}

const nothing = () => false;

function add(document, path, method, operation) {
  const item = (document.paths[path] ??= {});
  if (item[method] || item.$ref) return undefined;
  item[method] = operation;
  return { touched: ofOperation({ key: `${method.toUpperCase()} ${path}`, path, method }) };
}

function added(document, random, { path, withId }) {
  const one = pick(operationsOf(document), random);
  if (!one) return undefined;
  const operation = copyOf(one.operation);
  if (withId && operation.operationId !== undefined) operation.operationId += "Copy";
  else delete operation.operationId;
  const shared = document.paths[one.path].parameters;
  const place = path(one.path);
  if (shared && !document.paths[place]) document.paths[place] = { parameters: copyOf(shared) };
  return add(document, place, one.method, operation);
}

/** Puts another name into every reference, and into the mappings of discriminators. */
function redirect(node, from, to, parent) {
  if (Array.isArray(node)) {
    for (const [index, one] of node.entries()) if (one === from) node[index] = to;
    for (const one of node) redirect(one, from, to, parent);
  } else if (typeof node === "object" && node !== null)
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== "string") redirect(value, from, to, key);
      else if (key === "$ref" || parent === "mapping") {
        if (value === from || value.startsWith(`${from}/`)) node[key] = to + value.slice(from.length);
      }
    }
}

const usesOf = (document) => {
  const text = JSON.stringify(document);
  return (name) => {
    const quoted = JSON.stringify(`/${escaped(name)}`).slice(1, -1);
    return text.includes(`schemas${quoted}`) || text.includes(`definitions${quoted}`) || text.includes(`"${name}":"`);
  };
};

/** The first object schema with members that an operation holds itself. */
function inlineObject(node, depth = 0) {
  if (typeof node !== "object" || node === null || depth > 14) return undefined;
  if (!Array.isArray(node) && node.type === "object" && node.properties && !node.$ref) return node;
  for (const [key, value] of Object.entries(node)) {
    if (/^(?:examples?|default|enum|const|x-.*)$/.test(key)) continue;
    const found = inlineObject(value, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/**
 * Name → `(document, random)`, which changes the document and says what may be called otherwise now: `touched(what)`;
 * undefined: the document has nothing for it.
 */
export const MUTATIONS = {
  "operation added below another, with an id": (document, random) =>
    added(document, random, { path: (path) => `${path.replace(/\/$/, "")}/copy`, withId: true }),
  "operation added below another, without an id": (document, random) =>
    added(document, random, { path: (path) => `${path.replace(/\/$/, "")}/copy`, withId: false }),
  "operation added below a parameter": (document, random) =>
    added(document, random, { path: (path) => `${path.replace(/\/$/, "")}/{newcomer_id}/copy`, withId: true }),
  "operation added on a path that sorts first": (document, random) =>
    added(document, random, { path: (path) => `/aa${path}`, withId: true }),
  "the same without an id": (document, random) =>
    added(document, random, { path: (path) => `/aa${path}`, withId: false }),
  "method added to a path": (document, random) => {
    const one = pick(operationsOf(document), random);
    const method = METHODS.find((other) => one && !document.paths[one.path][other]);
    if (!method) return undefined;
    const operation = copyOf(one.operation);
    delete operation.operationId;
    if (method === "get" || method === "delete") delete operation.requestBody;
    return add(document, one.path, method, operation);
  },
  "operation removed": (document, random) => {
    const one = pick(operationsOf(document), random);
    if (!one) return undefined;
    delete document.paths[one.path][one.method];
    return { touched: ofOperation(one) };
  },
  "operationId renamed": (document, random) => {
    const one = pick(
      operationsOf(document).filter((each) => each.operation.operationId !== undefined),
      random,
    );
    if (!one) return undefined;
    one.operation.operationId = "inspectNewcomers";
    return { touched: ofOperation(one) };
  },
  "component added": (document) => {
    if (Object.hasOwn(schemasOf(document), "NewcomerThing")) return undefined;
    schemasOf(document).NewcomerThing = {
      type: "object",
      properties: { a: { type: "string" }, b: { type: "object", properties: { c: {}, d: {}, e: {} } } },
    };
    return { touched: ofSchema("NewcomerThing") };
  },
  "component removed that nothing uses": (document, random) => {
    const isUsed = usesOf(document);
    const name = pick(
      Object.keys(schemasOf(document)).filter((one) => !isUsed(one)),
      random,
    );
    if (name === undefined) return undefined;
    delete schemasOf(document)[name];
    return { touched: ofSchema(name) };
  },
  "component renamed": (document, random) => {
    const schemas = schemasOf(document);
    const name = pick(Object.keys(schemas), random);
    if (name === undefined) return undefined;
    schemas.RenamedNewcomer = schemas[name];
    delete schemas[name];
    const prefix = schemas === document.definitions ? "#/definitions/" : "#/components/schemas/";
    redirect(document, prefix + escaped(name), `${prefix}RenamedNewcomer`);
    redirect(document, name, "RenamedNewcomer");
    return { touched: ofSchema("RenamedNewcomer"), concerned: () => true };
  },
  "inline schema changed": (document, random) => {
    const some = operationsOf(document).filter((one) => inlineObject(one.operation));
    const one = pick(some, random);
    if (!one) return undefined;
    inlineObject(one.operation).properties.newcomer_member = {
      type: "object",
      properties: { a: { type: "string" }, b: { type: "string" }, c: { type: "string" } },
    };
    return { touched: nothing, concerned: ofOperation(one) };
  },
  "parameter added": (document, random) => {
    const one = pick(operationsOf(document), random);
    if (!one) return undefined;
    const kind = document.swagger ? { type: "string" } : { schema: { type: "string" } };
    one.operation.parameters = [
      { name: "newcomer_parameter", in: "query", ...kind },
      ...(one.operation.parameters ?? []),
    ];
    return { touched: ofOperation(one) };
  },
  "tag declared": (document) => {
    document.tags = [{ name: "Newcomers", description: "A tag that nothing has." }, ...(document.tags ?? [])];
    return { touched: nothing };
  },
  "tag renamed": (document, random) => {
    const tags = [...new Set(operationsOf(document).flatMap((one) => one.operation.tags?.[0] ?? []))];
    const tag = pick(tags, random);
    if (tag === undefined) return undefined;
    const some = operationsOf(document).filter((one) => one.operation.tags?.[0] === tag);
    for (const one of some) one.operation.tags = one.operation.tags.map((each) => (each === tag ? "Newcomers" : each));
    for (const one of document.tags ?? []) if (one.name === tag) one.name = "Newcomers";
    const touched = some.map(ofOperation);
    return { touched: (what) => touched.some((each) => each(what)) };
  },
  "description changed": (document, random) => {
    const one = pick(operationsOf(document), random);
    if (!one) return undefined;
    one.operation.description = "Words of a newcomer.";
    return { touched: nothing, concerned: ofOperation(one) };
  },
};
