import type { Api, Operation } from "../model/api.js";
import { inlineObjects, type InlineObject, type InlineOwner, type InlineStep } from "../model/index.js";
import { successes } from "./answer.js";
import { bounded, LONGEST_TYPE, typeName } from "./identifier.js";
import type { OperationNames, TypeName } from "./names.js";
import type { Scope } from "./scope.js";
import { isPlural, pascal, singular, upperFirst, wordsOf } from "./words.js";

interface Known {
  readonly api: Api;
  readonly schemas: ReadonlyMap<string, TypeName>;
  readonly operations: ReadonlyMap<string, OperationNames>;
  /** Module of an operation's resource. */
  readonly moduleOf: (operation: OperationNames) => string;
}

/** Names of inline objects: what they belong to, then the way that leads to them. */
export function nameInline(known: Known, exported: Scope): ReadonlyMap<string, TypeName> {
  const names = new Map<string, TypeName>();
  const byKey = new Map([...known.api.operations, ...known.api.webhooks].map((one) => [one.key, one]));
  const objects = inlineObjects(known.api);
  for (const object of objects) {
    if (object.sameAs !== undefined) continue;
    const { stem, module, own } = ownerOf(object, known, byKey);
    const type =
      own && object.path.length === 0
        ? stem
        : exported.claim({
            identity: `inline ${object.at}`,
            wanted: [bounded(stem + stepsName(object.path), object.at, LONGEST_TYPE)],
          });
    const input = object.twin
      ? exported.claim({ identity: `inline input ${object.at}`, wanted: [`${type}Input`, `${type}Write`] })
      : undefined;
    names.set(object.at, { type, module, ...(input !== undefined && { input }) });
  }
  // The media type that a name comes from may stand after those that share it: `application/*+json` before `application/json`.
  for (const { at, sameAs } of objects) {
    const twin = sameAs === undefined ? undefined : names.get(sameAs);
    if (twin) names.set(at, twin);
  }
  return names;
}

interface Owner {
  readonly stem: string;
  readonly module: string;
  /** The stem was given to the operation already, for this very type. */
  readonly own?: boolean;
}

function ownerOf(object: InlineObject, known: Known, byKey: ReadonlyMap<string, Operation>): Owner {
  const { owner } = object;
  if (owner.kind === "schema") {
    const type = known.schemas.get(owner.name);
    return { stem: type?.type ?? typeName(owner.name), module: type?.module ?? "models" };
  }
  if (!("operation" in owner)) {
    const suffix = owner.kind === "responses" ? "Response" : "Body";
    return { stem: withSuffix(typeName(owner.name), suffix), module: sharedModule(known) };
  }
  const names = known.operations.get(owner.operation);
  const operation = byKey.get(owner.operation);
  if (!names || !operation) return { stem: withSuffix(typeName(owner.operation), "Event"), module: "webhooks" };
  const stem = upperFirst(names.value);
  const module = known.moduleOf(names);
  if (owner.kind === "body")
    return { stem: `${stem}Body${mediaSuffix(owner, operation.body?.media[0]?.type)}`, module };
  const success = successes(operation);
  const [first] = success;
  if (first && owner.status === first.status && owner.media === first.media[0]?.type)
    return { stem: names.result, module, own: true };
  const media = mediaSuffix(owner, operation.responses.find((one) => one.status === owner.status)?.media[0]?.type);
  const kind = success.some((one) => one.status === owner.status) ? "Result" : "Error";
  return { stem: `${stem}${kind}${owner.status === "default" ? "" : owner.status}${media}`, module };
}

/** Models are split by name; what is shared by operations has a module of its own then. */
function sharedModule(known: Known): string {
  for (const type of known.schemas.values()) return type.module === "models" ? "models" : "models/shared";
  return "models";
}

const withSuffix = (name: string, suffix: string): string => (name.endsWith(suffix) ? name : name + suffix);

/** Only media types after the first are named: `Form`, `Multipart`, `VndApiJson`. */
function mediaSuffix(owner: Extract<InlineOwner, { media: string }>, first: string | undefined): string {
  if (owner.media === first) return "";
  const [type = ""] = owner.media.split(";");
  if (type === "application/x-www-form-urlencoded") return "Form";
  if (type === "multipart/form-data") return "Multipart";
  return pascal(wordsOf(type.replace(/^(?:application|text)\//, "")));
}

/** The way as words: `line_items[]` is `LineItem`, `data[]` is `DataItem`, a map's values are `Value`. */
function stepsName(path: readonly InlineStep[]): string {
  let name = "";
  for (let index = 0; index < path.length; index++) {
    const step = path[index];
    if (step?.kind === "property" && path[index + 1]?.kind === "items") {
      const words = wordsOrDefault(step.name);
      const last = words.at(-1) ?? "";
      name += isPlural(last) && last.toLowerCase() !== "data" ? pascal(singular(words)) : `${pascal(words)}Item`;
      index++;
    } else if (step) name += stepName(step);
  }
  return name;
}

function stepName(step: InlineStep): string {
  switch (step.kind) {
    case "property":
      return pascal(wordsOrDefault(step.name));
    case "items":
      return "Item";
    case "values":
      return "Value";
    case "place":
      return `Place${step.index + 1}`;
    case "member":
      return pascal(wordsOrDefault(step.label));
  }
}

const wordsOrDefault = (text: string): readonly string[] => {
  const words = wordsOf(text);
  return words.length > 0 ? words : ["Member"];
};
