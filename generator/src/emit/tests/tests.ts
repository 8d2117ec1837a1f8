import type { Json } from "../../load/document.js";
import type { BuiltInInput } from "../built-in.js";
import { Imports, specifier } from "../imports.js";
import { streamOf } from "../operations/stream.js";
import type { ResourceModule } from "../resources/resource.js";
import { code } from "../templates/code.js";
import { render } from "../templates/render.js";
import { sampleAnswer } from "./answer.js";
import { testCredentials } from "./credentials.js";
import { sampleEvents } from "./events.js";
import { sampleRequest } from "./request.js";
import { testScene, type TestScene } from "./scene.js";
import { testText, type TestCase } from "./test-text.js";

type Method = ResourceModule["methods"][number];

/** `tests/*.test.ts`: for each resource, a call of each of its methods, what it must send and what must come of it. */
export function testModules(input: BuiltInInput): Map<string, string> {
  if (!input.config.tests) return new Map();
  const scene = testScene(input);
  const files = new Map<string, string>();
  for (const [module, methods] of byModule(scene)) {
    const cases = methods.flatMap((method) => testCase(method, scene) ?? []);
    if (cases.length > 0) files.set(`${module}.ts`, testModule(module, cases, scene));
  }
  return files;
}

/** `resources/repos` → `tests/repos.test`. */
function byModule({ resources }: TestScene): [string, readonly Method[]][] {
  return resources.map(({ module, methods }) => [`${module.replace(/^resources\//, "tests/")}.test`, methods]);
}

function testModule(module: string, cases: readonly TestCase[], scene: TestScene): string {
  const texts = cases.map(testText);
  const uses = (name: string): boolean => texts.some((text) => text.includes(`${name}(`));
  const { client } = scene.names;
  const local = LOCALS.has(client) ? "Sdk" : client;
  return render("test", {
    info: scene.api.info,
    helpers: code(["MockApi", ...["collect", "textOf"].filter(uses)].join(", ")),
    client: code(local === client ? client : `${client} as ${local}`),
    local,
    module: specifier(module, "client", scene.extension),
    auth: authOf(scene),
    tests: texts.map((text) => code(text.trimEnd())),
  });
}

/** Names that a test module has of its own. */
const LOCALS: ReadonlySet<string> = new Set(
  "MockApi collect textOf expect test api client received answer URL Blob JSON Date".split(" "),
);

function authOf({ facts }: TestScene): ReturnType<typeof code> | "" {
  const auth = testCredentials(facts.auth.schemes);
  return auth === undefined ? "" : code(auth);
}

/** Undefined: reported, because something that the call needs has no sample. */
function testCase(method: Method, scene: TestScene): TestCase | undefined {
  const { operation, kind, name, resource } = method;
  const facts = scene.facts.operations.get(operation.key);
  const stream =
    kind === "stream" ? streamOf(operation, facts?.stream, scene, new Imports("", scene.extension)) : undefined;
  const constants: { readonly [key: string]: Json } = stream?.toggle === undefined ? {} : { [stream.toggle]: true };
  const request = sampleRequest(operation, scene, constants);
  if (!request) {
    scene.report.add({
      code: "emit/no-sample",
      severity: "info",
      message: `No test is made of ${operation.key}: something that it requires has no value that could be sent.`,
      at: operation.at,
      fix: "Give its parameters and body an `example`.",
    });
    return undefined;
  }
  const media = operation.responses.flatMap((one) => one.media).find((one) => one.type === stream?.media);
  const answer = stream ? sampleEvents(stream, media, scene) : sampleAnswer(operation, scene);
  return {
    name: [...resource, name].join("."),
    path: [...resource, name],
    kind,
    request,
    answer: answer ?? { status: 200, type: undefined, body: undefined, result: "nothing", want: undefined },
    ownServer: operation.servers !== undefined,
    route: `${operation.method} ${operation.path}`,
  };
}
