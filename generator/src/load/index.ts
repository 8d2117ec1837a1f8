import type { ApiConfig, Input } from "../config/config.js";
import type { Report } from "../report/diagnostic.js";
import type { JsonObject, SpecDocument } from "./document.js";
import { canonicalHash } from "./hash.js";
import { createLocator } from "./locator.js";
import { Session, type LoadContext } from "./session.js";
import { openInput } from "./source/open.js";
import { versionOf } from "./version.js";

export type { LoadContext } from "./session.js";

/**
 * Sources → one normalised document (docs/loading.md).
 *
 * @throws StopError when something cannot be used; the report says what and where.
 */
export async function load(config: ApiConfig, report: Report, context: LoadContext = {}): Promise<SpecDocument> {
  const session = new Session(config, report, context);
  const [input] = inputsOf(config.input);
  const source = await openInput(input!, session);
  const { stated } = versionOf(source, session);
  const root = source.value as JsonObject;
  session.origins.set(root, { source, pointer: "" });
  return finish(root, stated, session);
}

function finish(root: JsonObject, version: string, session: Session): SpecDocument {
  let hash: string | undefined;
  return {
    root,
    version,
    locator: createLocator(root, session.origins),
    sources: session.sources.map(({ name, size }) => ({ name, bytes: size })),
    skipped: [],
    get hash() {
      return (hash ??= canonicalHash(root));
    },
  };
}

function inputsOf(input: ApiConfig["input"]): readonly Input[] {
  return Array.isArray(input) ? (input as readonly Input[]) : [input as Input];
}
