import type * as z from "zod";
import type { Diagnostic } from "../report/diagnostic.js";
import { StopError } from "../report/diagnostic.js";
import { nearest } from "../report/nearest.js";
import type { Config } from "./config.js";
import { config as configShape } from "./shape.js";

/**
 * Checks what a configuration file exported.
 *
 * @throws StopError with `config/invalid` and `config/unknown-option`, one diagnostic per problem.
 */
export function checkConfig(value: unknown, file: string): Config {
  const result = configShape.safeParse(value);
  if (!result.success) throw new StopError(result.error.issues.flatMap((issue) => explain(issue, file)));
  return result.data as Config;
}

function explain(issue: z.core.$ZodIssue, file: string): Diagnostic[] {
  const where = issue.path.length === 0 ? "the configuration" : `\`${issue.path.join(".")}\``;
  const place = { file, line: 1, column: 1 };
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => {
      const guess = nearest(key, knownKeys(issue.path));
      return {
        code: "config/unknown-option",
        severity: "stop",
        message: `${where} has an option \`${key}\` that does not exist.`,
        place,
        fix:
          guess === undefined ? "Remove it; docs/configuration.md lists every option." : `Did you mean \`${guess}\`?`,
      };
    });
  return [
    {
      code: "config/invalid",
      severity: "stop",
      message: `${where} is not right: ${issue.message}.`,
      place,
      fix: "See docs/configuration.md for what it takes.",
    },
  ];
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
