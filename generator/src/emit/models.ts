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
    const declarations = scene.types.declarations(module).map((one) => code(imports.use(one)));
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

/** Enums are values as well; everything else vanishes when compiled. */
export function exportKeyword({ config }: Scene): string {
  return config.types?.enums === "enum" ? "export" : "export type";
}
