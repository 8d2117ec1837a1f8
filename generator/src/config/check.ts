import type * as z from "zod";
import type { Diagnostic } from "../report/diagnostic.js";
import { StopError } from "../report/diagnostic.js";
import { nearest } from "../report/nearest.js";
import type { Config } from "./config.js";
import { placeOf } from "./place.js";
import { config as configShape } from "./shape.js";

/**
 * Checks what a configuration file exported.
 *
 * @throws StopError with `config/invalid` and `config/unknown-option`, one diagnostic per problem.
 */
export function checkConfig(value: unknown, file: string): Config {
  const result = configShape.safeParse(value);
  if (!result.success) throw new StopError(result.error.issues.flatMap((issue) => explain(issue, value, file)));
  return result.data as Config;
}

/** What the options take whose shapes are too many for one line of zod's. */
const TAKES = new Map(
  Object.entries({
    apis: "an object of APIs by name, as in `apis: { github: { input, output } }`",
    input: "a path, a URL, a file of an npm package, or a list of these",
    output: "the folder of the SDK",
    overlays: "a list of paths or URLs",
    schemas: '"zod", "zod/mini", false, or { library, formats }',
    paging: "false, or overrides by `METHOD /path` (docs/detection.md)",
    package: "true, false, or { name, version }",
    extensions: "the path of a module, or false",
  }),
);

function explain(issue: z.core.$ZodIssue, value: unknown, file: string): Diagnostic[] {
  const where = issue.path.length === 0 ? "The configuration" : `\`${issue.path.join(".")}\``;
  const prefix = file.endsWith("package.json") ? ["codegen"] : [];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => {
      const guess = nearest(key, knownKeys(issue.path));
      return {
        code: "config/unknown-option",
        severity: "stop",
        message: `${where} has an option \`${key}\` that does not exist.`,
        ...placeOf(file, [...prefix, ...issue.path, key]),
        fix: misplaced(issue.path, key) ?? (guess === undefined ? UNKNOWN : `Did you mean \`${guess}\`?`),
      };
    });
  // `apis` itself, or an option of an API: names in between and below are the user's.
  const takes = [1, 3].includes(issue.path.length) ? TAKES.get(String(issue.path.at(-1))) : undefined;
  const isMissing = issue.path.length > 0 && valueAt(value, issue.path) === undefined;
  return [
    {
      code: "config/invalid",
      severity: "stop",
      message: isMissing
        ? `${where} is missing.`
        : `${where} is not right${takes && issue.message === "Invalid input" ? "" : `: ${issue.message}`}.`,
      ...placeOf(file, [...prefix, ...issue.path]),
      fix: takes === undefined ? "See docs/configuration.md for what it takes." : `Give ${takes}.`,
    },
  ];
}

const UNKNOWN = "Remove it; docs/configuration.md lists every option.";

/** An option of an API that stands where there is only `apis`, as in configurations of other generators. */
function misplaced(path: readonly PropertyKey[], key: string): string | undefined {
  if (path.length > 0 || !Object.hasOwn(configShape.shape.apis.valueType.shape, key)) return undefined;
  return `Move it into an API: \`apis: { name: { ${key}: … } }\`.`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}

/** Options that may stand at a path of the configuration. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  const api = configShape.shape.apis.valueType.shape;
  if (path.length === 0) return Object.keys(configShape.shape);
  const last = path.at(-1);
  if (last === "include" || last === "exclude") return ["tags", "paths", "operations", "deprecated"];
  if (last === "types") return ["dates", "int64", "binary", "enums"];
  if (last === "schemas") return ["library", "formats"];
  if (last === "names") return ["schemas", "operations", "tags"];
  if (last === "package") return ["name", "version"];
  return Object.keys(api);
}
