import { Imports } from "./imports.js";
import type { Scene } from "./scene.js";
import { code } from "./templates/code.js";
import { render } from "./templates/render.js";

/**
 * `models.ts`, or `models/*.ts` with a `models.ts` that names them all. Modules of resources are not ours: their
 * declarations stand beside their operations.
 */
export function modelModules(scene: Scene): Map<string, string> {
  const files = new Map<string, string>();
  const modules = scene.types.modules().filter((module) => module === "models" || module.startsWith("models/"));
  for (const module of modules) {
    const imports = new Imports(module, scene.extension);
    const declared = scene.types.declarations(module).map((one) => imports.use(one));
    const declarations = [...declared, ...aliasDeclarations(module, scene)].map((one) => code(one));
    const text = render("module", { info: scene.api.info, imports: code(imports.print()), declarations });
    files.set(module, text);
  }
  const parts = modules.filter((module) => module !== "models");
  if (parts.length > 0) {
    const keyword = exportKeyword(scene);
    const declarations = parts.map((module) => code(`${keyword} * from "./${module}${scene.extension}";`));
    const own = files.get("models");
    const text = render("index", { info: scene.api.info, exports: declarations });
    if (own === undefined) files.set("models", text);
  }
  if (!files.has("models"))
    files.set("models", render("index", { info: scene.api.info, exports: [code("export {};")] }));
  return files;
}

/** Old names of types. TypeScript's enums are values too. */
function aliasDeclarations(module: string, { names, components, config }: Scene): string[] {
  const enums = config.types?.enums === "enum";
  return [...(names.typeAliases ?? [])].flatMap(([old, { schema, type, module: home }]) => {
    if (home !== module) return [];
    const doc = `/** @deprecated It is called {@link ${type}} now. */\n`;
    const value =
      enums && components.get(schema)?.kind === "enum" ? `export const ${old}: typeof ${type} = ${type};\n` : "";
    return [`${doc}${value}export type ${old} = ${type};\n`];
  });
}

/** Enums are values as well; everything else vanishes when compiled. */
export function exportKeyword({ config }: Scene): string {
  return config.types?.enums === "enum" ? "export" : "export type";
}
