import type { Session } from "../session.js";
import { openInput } from "../source/open.js";
import type { Source } from "../source/source.js";

/**
 * Applies the overlays of the configuration, in order, to the documents they are for: the one that `extends` names, else
 * all. A target that is in none of them is reported. The JSONPath engine is loaded only for this.
 */
export async function applyOverlays(documents: readonly Source[], session: Session): Promise<void> {
  const { overlays = [] } = session.config;
  if (overlays.length === 0) return;
  const [{ readOverlay }, { applyOverlay }] = await Promise.all([import("./read.js"), import("./apply.js")]);
  for (const input of overlays) {
    const overlay = readOverlay(await openInput(input, session), session);
    const extended = documents.filter((document) => extendsIt(overlay.source, overlay.extends, document));
    const results = (extended.length > 0 ? extended : documents).map((document) =>
      applyOverlay(overlay, document, session),
    );
    for (const action of overlay.actions) {
      if (!results.every((unmatched) => unmatched.includes(action))) continue;
      const finding = {
        code: "load/overlay-unmatched",
        message: `\`${action.target}\` finds nothing in the document, so the action changes nothing.`,
        fix: "Mend the target, or remove the action.",
      };
      session.add("warn", finding, { source: overlay.source, pointer: `${action.pointer}/target` });
    }
  }
}

function extendsIt(overlay: Source, address: string | undefined, { uri }: Source): boolean {
  return address !== undefined && URL.canParse(address, overlay.uri) && new URL(address, overlay.uri).href === uri;
}
