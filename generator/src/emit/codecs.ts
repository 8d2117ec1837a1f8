import { Imports } from "./imports.js";
import type { Scene } from "./scene.js";
import { code } from "./templates/code.js";
import { render } from "./templates/render.js";

/** `codecs.ts`: the conversions that operations refer to. Asked for last, when all of them are known. */
export function codecsModule(scene: Scene): string | undefined {
  const declarations = scene.codecs.declarations();
  if (declarations.length === 0) return undefined;
  const imports = new Imports("codecs", scene.extension);
  imports.type("Codec");
  return render("module", {
    info: scene.api.info,
    imports: code(imports.print()),
    declarations: declarations.map((one) => code(one.text)),
  });
}
