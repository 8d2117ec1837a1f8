import type { OperationFacts, PagingFacts } from "../../detect/facts.js";
import type { BuiltInInput } from "../built-in.js";
import { docComment, stringLiteral } from "../code/index.js";
import { Imports, specifier } from "../imports.js";
import { answersOf, itemSchema, type AnswerBody } from "../operations/answers.js";
import { streamOf } from "../operations/stream.js";
import type { ResourceModule } from "../resources/resource.js";
import { codeOf, FILE_TEXT, lastPage, succeeding, type Sampler } from "../samples/index.js";
import { code } from "../templates/code.js";
import { render } from "../templates/render.js";
import { FACTORIES } from "./factories.js";

const READ = { direction: "read", files: false } as const;

interface AnswerFacts {
  readonly paging?: PagingFacts | undefined;
  readonly failure?: OperationFacts["failure"] | undefined;
}

type Method = ResourceModule["methods"][number];

/** What the answers of one API are made with. */
export interface AnswerScene extends BuiltInInput {
  /** Calls the factories, by the name under which an answers' module knows them. */
  readonly sampler: Sampler;
}

/** `resources/repos` → `mocks/answers/repos`. */
export function answersModuleName({ module }: ResourceModule): string {
  return module.replace(/^resources\//, "mocks/answers/");
}

/** What each operation of a resource answers, for `MockApi`; undefined: there is nothing in it. */
export function answersModule(resource: ResourceModule, scene: AnswerScene): string | undefined {
  const module = answersModuleName(resource);
  const texts = resource.methods.flatMap((method) => answerText(method, scene) ?? []);
  if (texts.length === 0) return undefined;
  const from = (other: string): string => specifier(module, other, scene.extension);
  const imports = [
    'import * as testing from "@sdkwright/runtime/testing";\n',
    `import * as operations from "${from(resource.module)}";\n`,
    texts.some((text) => text.includes("mocks.mock")) ? `import * as mocks from "${from(FACTORIES)}";\n` : "",
  ];
  return render("module", { info: scene.api.info, imports: code(imports.join("")), declarations: texts.map(code) });
}

/** Undefined: no sample fits the answer's schema. */
function answerText(method: Method, scene: AnswerScene): string | undefined {
  const { operation, value, resource, name } = method;
  const made = method.kind === "stream" ? eventsOf(method, scene) : bodyOf(method, scene);
  if (made === undefined) return undefined;
  const called = [...resource, name].join(".");
  const doc = docComment({ text: `What \`${called}\` answers: \`${operation.method} ${operation.path}\`.` });
  const head = `${doc}export function answer${value.charAt(0).toUpperCase()}${value.slice(1)}`;
  const of = `operations.${value}`;
  if (made === "") {
    return `${head}(options?: testing.AnswerOptions): testing.MockAnswer {\n  return testing.answerOf(${of}, undefined, options);\n}`;
  }
  if (method.kind === "stream") {
    const type = `readonly testing.EventOf<typeof ${of}>[]`;
    return `${head}(events: ${type} = [${made}], options?: testing.AnswerOptions): testing.MockAnswer {\n  return testing.answerOf(${of}, events, options);\n}`;
  }
  const type = `testing.ResultOf<typeof ${of}>`;
  return (
    `${head}(overrides?: testing.Overrides<${type}>, options?: testing.AnswerOptions): testing.MockAnswer {\n` +
    `  return testing.answerOf(${of}, testing.overridden<${type}>(${made}, overrides), options);\n}`
  );
}

/** The first answer, which is also what `answerOf` sends; `""`: it has no body. */
function bodyOf({ operation, kind }: Method, scene: AnswerScene): string | undefined {
  const imports = new Imports("", scene.extension);
  const facts = scene.facts.operations.get(operation.key);
  const stream = streamOf(operation, facts?.stream, scene, imports);
  const isStream = (one: string): boolean => stream !== undefined && (one === "sse" || one === "jsonl");
  const body = answersOf(operation, scene, imports, isStream)[0]?.bodies[0];
  if (!body) return codeOf("sample");
  const { paging, failure } = facts ?? {};
  return contentOf(body, scene, { failure, paging: kind === "paged" ? paging : undefined });
}

function contentOf(
  { media, kind }: AnswerBody,
  scene: AnswerScene,
  { paging, failure }: AnswerFacts,
): string | undefined {
  if (kind === "none" || !media) return "";
  if (kind === "text" || kind === "binary") return kind === "text" ? textCode(media, scene) : binaryCode(scene);
  const schema = media.schema ?? { kind: "unknown", at: media.at };
  const optional = paging?.response.items.split("/").length;
  const found = scene.sampler.sample(schema, READ, media.examples, { optional });
  if (found === undefined) return undefined;
  const sample = succeeding(found, failure);
  return codeOf(paging ? lastPage(sample, paging, (one) => scene.sampler.fits(one, schema, READ)) : sample);
}

function textCode(media: NonNullable<AnswerBody["media"]>, { sampler }: AnswerScene): string {
  const sample = media.schema && sampler.sample(media.schema, READ, media.examples);
  return typeof sample === "string" ? codeOf(sample) : stringLiteral(FILE_TEXT);
}

function binaryCode({ config }: AnswerScene): string {
  const blob = `new Blob([${stringLiteral(FILE_TEXT)}])`;
  const kind = config.types?.binary ?? "blob";
  if (kind === "blob") return blob;
  return kind === "stream" ? `${blob}.stream()` : `new TextEncoder().encode(${stringLiteral(FILE_TEXT)})`;
}

function eventsOf({ operation }: Method, scene: AnswerScene): string | undefined {
  const facts = scene.facts.operations.get(operation.key);
  const stream = streamOf(operation, facts?.stream, scene, new Imports("", scene.extension));
  const media = operation.responses.flatMap((one) => one.media).find((one) => one.type === stream?.media);
  if (!media) return codeOf("sample");
  const sample = scene.sampler.sample(itemSchema(media, scene.components), READ);
  return sample === undefined ? undefined : codeOf(sample);
}
