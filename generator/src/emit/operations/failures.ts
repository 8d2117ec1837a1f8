import type { Operation, Response } from "../../model/api.js";
import { successes } from "../../name/index.js";
import { typeKey } from "../code/index.js";
import type { Imports } from "../imports.js";
import type { Scene } from "../scene.js";
import { answerKind, isText } from "./media.js";

/** Members of the error map: status → body. What is no error and no success (304) has no body to type. */
export function failureMembers(operation: Operation, scene: Scene, imports: Imports): string[] {
  const good = new Set(successes(operation));
  return operation.responses
    .filter((response) => !good.has(response) && !/^[123]/.test(response.status))
    .map((response) => `${typeKey(response.status)}: ${failureType(response, scene, imports)}`);
}

/** An error without a described body may have one all the same. */
function failureType(response: Response, scene: Scene, imports: Imports): string {
  const types = response.media.map((media) => {
    const kind = answerKind(media, scene.components);
    if (kind === "json")
      return media.schema ? imports.use(scene.types.type(media.schema, "read", { media: media.type })) : "unknown";
    if (kind !== "text") return "unknown";
    return media.schema && isText(media.schema, scene.components)
      ? imports.use(scene.types.type(media.schema, "read"))
      : "string";
  });
  const distinct = [...new Set(types)];
  // An error page in HTML beside a JSON error: the JSON is what programs look at.
  const json = response.media.findIndex((media) => answerKind(media, scene.components) === "json");
  if (json >= 0) return types[json] ?? "unknown";
  return distinct.length === 0 || distinct.includes("unknown") ? "unknown" : distinct.join(" | ");
}
