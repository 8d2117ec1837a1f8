import type { ApiConfig } from "../../../../generator/src/config/config.js";
import type { JsonObject } from "../../../../generator/src/load/document.js";
import { filesOf } from "../support.js";

export interface Given {
  /** Components by name. */
  readonly schemas: JsonObject;
  readonly config?: Partial<ApiConfig>;
  readonly openapi?: string;
}

/** A document in which each component is sent and answered. */
export function documentOf({ schemas, openapi = "3.1.0" }: Pick<Given, "schemas" | "openapi">): JsonObject {
  const content = (name: string) => ({ "application/json": { schema: { $ref: `#/components/schemas/${name}` } } });
  const paths = Object.keys(schemas).map((name, index) => [
    `/p${index}`,
    {
      post: {
        operationId: `run${index}`,
        tags: ["t"],
        requestBody: { content: content(name) },
        responses: { 200: { description: "", content: content(name) } },
      },
    },
  ]);
  return { openapi, info: { title: "T", version: "1" }, paths: Object.fromEntries(paths), components: { schemas } };
}

/** Constants of `schemas/models.ts`: name → expression on one line, without `z.lazy`. */
export async function expressionsOf({ schemas, config, openapi }: Given): Promise<{ [name: string]: string }> {
  const document = documentOf({ schemas, ...(openapi !== undefined && { openapi }) });
  const files = await filesOf({ document, config: { schemas: "zod", ...config } });
  const text = files.get("schemas/models.ts") ?? "";
  const found = [...text.matchAll(/^export const (\S+): .*? = z\.lazy\(\(\) =>([^]*?)\);\n(?=\n|$)/gm)];
  return Object.fromEntries(found.map(([, name, body]) => [name!, oneLine(body!)]));
}

function oneLine(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/([([]) | ([)\]])/g, "$1$2")
    .replaceAll(/,([)\]])/g, "$1")
    .replaceAll(/ \.(?=\w)/g, ".")
    .replaceAll(/,? \}/g, " }")
    .trim()
    .replace(/,$/, "");
}
