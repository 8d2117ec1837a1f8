import type { Operation, Parameter } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import { parameterId } from "../../name/index.js";
import type { OperationNames } from "../../name/names.js";
import { dataLiteral, dataMember, docComment, typeKey } from "../code/index.js";
import type { Imports } from "../imports.js";
import { resolve, type Scene } from "../scene.js";
import { parameterDoc } from "./docs.js";

const STYLE = { path: "simple", header: "simple", query: "form", cookie: "form", querystring: "form" } as const;

/** Members of the interface of the argument, one per parameter. */
export function parameterMembers(
  operation: Operation,
  names: OperationNames,
  scene: Scene,
  imports: Imports,
): string[] {
  return operation.parameters.map((parameter) => {
    const key = keyOf(parameter, names);
    const type = imports.use(scene.types.type(parameter.schema, "write"));
    return `${docComment(parameterDoc(parameter), 2)}  ${typeKey(key)}${parameter.required ? "" : "?"}: ${type};\n`;
  });
}

/** `params` of the operation value: a shared constant for the usual case, else what differs from it. */
export function parameterSpecs(operation: Operation, names: OperationNames, scene: Scene, imports: Imports): string {
  if (operation.parameters.length === 0) return "";
  const entries = operation.parameters.map((parameter) => {
    const key = keyOf(parameter, names);
    return dataMember(key, specOf(parameter, key, scene, imports));
  });
  const line = `{ ${entries.join(", ")} }`;
  return line.length < 100 ? line : `{\n${entries.map((entry) => `    ${entry},\n`).join("")}  }`;
}

export function keyOf(parameter: Parameter, names: OperationNames): string {
  return names.parameters.get(parameterId(parameter)) ?? parameter.name;
}

function specOf(parameter: Parameter, key: string, scene: Scene, imports: Imports): string {
  const explodes = parameter.style === "form" || parameter.style === "cookie";
  const differs = {
    ...(key !== parameter.name && { name: parameter.name }),
    ...(parameter.content === undefined && {
      ...(parameter.style !== STYLE[parameter.in] && { style: parameter.style }),
      ...(parameter.explode !== explodes && { explode: parameter.explode }),
    }),
    ...(parameter.allowReserved && { allowReserved: true }),
    ...(parameter.content !== undefined && { content: parameter.content }),
    ...(scene.config.types?.dates === "Date" && hasDays(parameter.schema, scene.components) && { date: true }),
  };
  if (Object.keys(differs).length > 0 || parameter.in === "querystring")
    return dataLiteral({ in: parameter.in, ...differs });
  imports.value(parameter.in);
  return parameter.in;
}

/** Whether strings of this parameter are dates without a time. */
function hasDays(schema: Schema, components: ReadonlyMap<string, Schema>, depth = 0): boolean {
  const found = resolve(schema, components);
  if (depth > 5) return false;
  switch (found.kind) {
    case "scalar":
      return found.type === "string" && found.format === "date";
    case "array":
      return hasDays(found.items, components, depth + 1);
    case "object":
      return found.properties.some((one) => hasDays(one.schema, components, depth + 1));
    case "union":
      return found.members.some((member) => hasDays(member, components, depth + 1));
    default:
      return false;
  }
}
