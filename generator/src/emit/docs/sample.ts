import type { Json } from "../../load/document.js";
import { carriesFiles } from "../../model/index.js";
import type { MediaType, Operation, Parameter } from "../../model/api.js";
import { propertyKey, stringLiteral } from "../code/index.js";
import { bodyKind } from "../operations/media.js";
import type { MethodText } from "../operations/operation.js";
import { keyOf } from "../operations/params.js";
import { codeOf, sampleInput, Sampler } from "../samples/index.js";
import type { Scene } from "../scene.js";

export type Method = MethodText & { readonly operation: Operation; readonly resource: readonly string[] };

/** Stands for a text of which nothing is said. */
const TEXT = "…";
/** Examples that are longer than this hide the call, in characters of JSON. */
const LONGEST = 200;
const LONGEST_OF_PARAMETER = 80;
/** Only what is required. */
const BARE = { optional: 0 };

/** `github.repos.get({ owner: "nodejs", repo: "undici" })`: a call with all that is required. */
export function sampleCall(method: Method, variable: string, scene: Scene): string {
  const { operation } = method;
  const input = sampleInput(scene.api, scene.components, scene.config.types ?? {});
  const sampler = new Sampler({ ...input, longest: LONGEST });
  const names = scene.names.operations.get(operation.key);
  const members = operation.parameters
    .filter((one) => one.required)
    .map((one) => `${propertyKey(names ? keyOf(one, names) : one.name)}: ${parameterCode(one, sampler)}`);
  const media = operation.body?.required ? operation.body.media[0] : undefined;
  if (media) members.push(`body: ${bodyCode(media, sampler, scene)}`);
  const target = [variable, ...method.resource, method.name].join(".");
  return `${target}(${members.length === 0 ? "" : `{ ${members.join(", ")} }`})`;
}

function parameterCode({ name, schema, examples }: Parameter, sampler: Sampler): string {
  const where = { direction: "write", files: false, text: name } as const;
  const sample = sampler.sample(schema, where, examples.filter(isShort), BARE);
  return sample === undefined ? stringLiteral(name) : codeOf(sample);
}

function bodyCode(media: MediaType, sampler: Sampler, { components }: Scene): string {
  if (bodyKind(media, components) === "binary") return "new Blob([])";
  const where = { direction: "write", files: carriesFiles(media.type), text: TEXT } as const;
  const sample = media.schema && sampler.sample(media.schema, where, [], BARE);
  return sample === undefined ? stringLiteral(TEXT) : codeOf(sample);
}

const isShort = (value: Json): boolean =>
  typeof value !== "object" && JSON.stringify(value).length < LONGEST_OF_PARAMETER;
