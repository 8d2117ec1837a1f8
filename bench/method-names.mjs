// How far the names we find agree with those that vendors chose by hand for the same operations.
//
//   node bench/method-names.mjs SPEC PACKAGE [--all]
//
// SPEC is the vendor's document, PACKAGE the folder of the vendor's own SDK (npm `openai`, `stripe`), unpacked with its
// dependencies. --all lists every operation; otherwise those that do not agree are listed.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "sdkwright";

const [spec, folder, ...flags] = process.argv.slice(2);
if (!spec || !folder) {
  console.error("usage: node bench/method-names.mjs SPEC PACKAGE [--all]");
  process.exit(2);
}

/** `GET /v1/customers/{}` → names in the vendor's SDK. One operation may have several. */
function vendorNames(client) {
  const names = new Map();
  const seen = new Set();
  const visit = (object, path) => {
    if (seen.has(object) || path.length > 8) return;
    seen.add(object);
    for (const [method, source] of methodsOf(object)) {
      const request = requestOf(source);
      if (request) names.set(request, [...(names.get(request) ?? []), [...path, method].join(".")]);
    }
    for (const [key, value] of Object.entries(object))
      if (/^[a-z]\w*$/.test(key) && value !== client && isResource(value)) visit(value, [...path, key]);
  };
  for (const [key, value] of Object.entries(client))
    if (/^[a-z]\w*$/.test(key) && isResource(value)) visit(value, [key]);
  return names;
}

function isResource(value) {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.getPrototypeOf(value) !== Object.prototype
  );
}

function* methodsOf(object) {
  const type = Object.getPrototypeOf(object);
  for (const name of Object.getOwnPropertyNames(type))
    if (name !== "constructor" && !name.startsWith("_") && typeof type[name] === "function")
      yield [name, type[name].toString()];
}

/** The one request that a method's source makes. */
function requestOf(source) {
  const stripe = /_makeRequest\(\s*['"](\w+)['"],\s*[`'"]([^`'"]+)[`'"]/.exec(source);
  if (stripe) return key(stripe[1], stripe[2]);
  const call =
    /_client\.(get|post|put|patch|delete|getAPIList)\(\s*(?:\(0,\s*[\w.]+\)|[\w.]*path)?\s*[`'"]([^`'"]+)[`'"]/.exec(
      source,
    );
  return call
    ? key(call[1] === "getAPIList" ? (/method:\s*['"](\w+)/.exec(source)?.[1] ?? "get") : call[1], call[2])
    : undefined;
}

function key(method, path) {
  return `${method.toUpperCase()} ${path.replace(/\$\{[^}]*\}|\{[^}]*\}/g, "{}").replace(/\/$/, "")}`;
}

const SAME = { retrieve: "get", del: "delete" };
const camelWords = (text) => text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? [];
const singular = (word) =>
  word
    .replace(/ies$/, "y")
    .replace(/(ss|x|ch|sh)es$/, "$1")
    .replace(/([^s])s$/, "$1");
const normal = (name) =>
  name
    .split(".")
    .map((part) => SAME[part] ?? part.replace(/^retrieve(?=[A-Z])/, "get").replace(/^del(?=[A-Z])/, "delete"))
    .join(".")
    .toLowerCase();
/** The words of a name whatever their order: `customers.sources.list` says what `customers.listSources` says. */
const words = (name) =>
  [
    ...new Set(
      camelWords(name)
        .map((word) => singular(word.toLowerCase()))
        .map((word) => SAME[word] ?? word),
    ),
  ]
    .toSorted()
    .join(" ");

const entry = createRequire(resolve(folder, "package.json")).resolve(resolve(folder));
const vendor = await import(pathToFileURL(entry));
const Class = vendor.default?.default ?? vendor.default;
/** Some take the key alone; the others take options, of which those that look like credentials must be there. */
const options = new Proxy(
  {},
  { get: (_, name) => (/key|token|secret|email/i.test(String(name)) ? "none" : undefined) },
);
const construct = () => {
  try {
    return new Class(options);
  } catch {
    return new Class("none");
  }
};
const theirs = vendorNames(construct());

const { names: ours } = await inspect({ input: resolve(spec), output: "unused" });
/** What is done to what, whatever that is nested in: `beta.threads.create`, `threads.create` and `assistants.createThread`. */
const deeds = (name) => {
  const parts = name.replace(/(?:For|Of|To)(?=[A-Z])/g, "").split(".");
  return parts.map((_, index) => words(parts.slice(index).join("."))).filter((some) => some.includes(" "));
};

let total = 0;
const agree = { exact: 0, words: 0, deeds: 0 };
for (const [operation, found] of ours.operations) {
  const [method, path] = operation.split(" ", 2);
  const names = theirs.get(key(method, path)) ?? theirs.get(key(method, path.replace(/^\/v1/, "")));
  if (!names) continue;
  total++;
  const own = [...found.resource, found.method].join(".");
  const exact = names.some((name) => normal(name) === normal(own));
  const same = exact || names.some((name) => words(name) === words(own));
  const last = (name) => normal(name).split(".").at(-1);
  const deed =
    same ||
    names.some((name) => last(name) === last(own)) ||
    names.some((name) => deeds(name).some((one) => deeds(own).includes(one)));
  if (exact) agree.exact++;
  if (same) agree.words++;
  if (deed) agree.deeds++;
  if (flags.includes("--all") || !deed)
    console.log(
      `${exact ? "=" : same ? "~" : deed ? "-" : "x"} ${operation}\n    ours ${own}, theirs ${names.join(" | ")}`,
    );
}
const percent = (count) => `${((100 * count) / total).toFixed(1)} %`;
console.log(
  `${total} operations in both, of ${ours.operations.size} in the document and ${theirs.size} in the package\n` +
    `the same method, wherever it stands  ${percent(agree.deeds)}   (assistants.createThread is threads.create)\n` +
    `the same words in the whole name    ${percent(agree.words)}   (customers.listSources is customers.sources.list)\n` +
    `the same name to the letter         ${percent(agree.exact)}   (retrieve and del read as get and delete)`,
);
