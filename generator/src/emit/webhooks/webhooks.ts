import { Imports } from "../imports.js";
import type { Scene } from "../scene.js";
import { code } from "../templates/code.js";
import { render } from "../templates/render.js";
import { eventsInterface } from "./events.js";
import { receivedType, verifier } from "./verifier.js";

/** `webhooks.ts`: the events that the API sends, by name, and what verifies them. Undefined where the document has none. */
export function webhooksModule(scene: Scene): string | undefined {
  const { api } = scene;
  if (api.webhooks.length === 0) return undefined;
  const imports = new Imports("webhooks", scene.extension);
  const types = scene.types.declarations("webhooks");
  const declarations = types.map((one) => imports.use(one));
  const events = eventsInterface(scene, imports);
  const taken = new Set([
    ...imports.entries().map(([name]) => name.replace(/^=/, "")),
    ...[...scene.names.inline.values()].flatMap(({ type, input, module }) =>
      module === "webhooks" ? [type, input ?? type] : [],
    ),
  ]);
  const verifying = [receivedType(imports, taken), verifier(scene, imports, taken)];
  return render("module", {
    info: api.info,
    imports: code(imports.print()),
    declarations: [...declarations, events, ...verifying].map(code),
  });
}
