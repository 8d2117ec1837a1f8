import type { Names, ResourceNames } from "../name/names.js";
import type { ExtensionExports } from "./extension.js";
import { exportKeyword } from "./models.js";
import type { Scene } from "./scene.js";
import { code } from "./templates/code.js";
import { render } from "./templates/render.js";

/** What a call throws, in the words of the runtime. */
const ERRORS = [
  "AbortedError",
  "ApiError",
  "AuthError",
  "AuthenticationError",
  "BadRequestError",
  "ConfigError",
  "ConflictError",
  "ConnectionError",
  "DecodeError",
  "NotFoundError",
  "OutcomeUnknownError",
  "PaginationError",
  "PermissionError",
  "RateLimitError",
  "SdkError",
  "ServerError",
  "StreamTruncatedError",
  "TimeoutError",
  "UnprocessableEntityError",
  "ValidationError",
] as const;

/** `index.ts`: the client, its options, every type, and every error that a call throws. Operation values are imported from their resources. */
export function indexModule(scene: Scene, hasWebhooks: boolean, own: ExtensionExports): string {
  const { names, extension } = scene;
  const from = (module: string): string => `from "./${module}${extension}";`;
  const modules: string[] = [];
  const visit = (resources: readonly ResourceNames[]): void => {
    for (const one of resources) {
      modules.push(one.module);
      visit(one.children);
    }
  };
  visit(names.resources);
  const keyword = exportKeyword(scene);
  const { client } = names;
  const faces = ["api", "createClient", client, `${client}Auth`, `${client}Options`].filter(
    (one) => !own.names.has(one),
  );
  const typed = faces.map((one) => (one === `${client}Auth` || one === `${client}Options` ? `type ${one}` : one));
  const exports = [
    ...(typed.length > 0 ? [`export { ${typed.join(", ")} } ${from("client")}`] : []),
    `${keyword} * ${from("models")}`,
    ...modules.map((module) => `export type * ${from(module)}`),
    ...errorExports(names, own),
    ...(hasWebhooks ? [`export type * ${from("webhooks")}`] : []),
    ...own.statements,
  ];
  return render("index", { info: scene.api.info, exports: exports.map(code) });
}

/** The errors that the SDK exports: the API's own types keep their names, and an error of the same name is the runtime's. */
export function exportedErrors(names: Names): readonly string[] {
  const classes = (list: readonly ResourceNames[]): string[] =>
    list.flatMap((one) => [one.class, ...classes(one.children)]);
  const taken = new Set([
    names.client,
    ...classes(names.resources),
    ...[...names.schemas.values(), ...names.inline.values()].flatMap((one) => [one.type, one.input ?? one.type]),
    ...[...names.operations.values()].flatMap((one) => [one.params, one.result, one.errors, one.successes]),
  ]);
  return ERRORS.filter((error) => !taken.has(error));
}

function errorExports(names: Names, own: ExtensionExports): string[] {
  const errors = exportedErrors(names).filter((name) => !own.names.has(name));
  return errors.length === 0 ? [] : [`export { ${errors.join(", ")} } from "@sdkwright/runtime";`];
}
