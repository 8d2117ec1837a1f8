import type { ApiConfig, Input } from "../config/config.js";
import type { Report } from "../report/diagnostic.js";
import type { JsonObject, SpecDocument } from "./document.js";
import { canonicalHash } from "./hash.js";
import { createLocator } from "./locator.js";
import { linkReferences } from "./reference/link.js";
import { mendDocument } from "./repair/mend.js";
import { Session, type LoadContext } from "./session.js";
import { openInput } from "./source/open.js";
import type { Source } from "./source/source.js";
import { upgradeSwagger } from "./upgrade/swagger.js";
import { versionOf, type Version } from "./version.js";
import { OPENAPI, SWAGGER } from "./walk/shapes.js";

export type { LoadContext } from "./session.js";

/**
 * Sources → one normalised document (docs/loading.md).
 *
 * @throws StopError when something cannot be used; the report says what and where.
 */
export async function load(config: ApiConfig, report: Report, context: LoadContext = {}): Promise<SpecDocument> {
  const session = new Session(config, report, context);
  const [input] = inputsOf(config.input);
  const { source, version } = await readDocument(input!, session);
  return finish(source.value as JsonObject, version.stated, session);
}

/** One document: its references linked, brought to the form of OpenAPI 3.1, and mended. */
async function readDocument(input: Input, session: Session): Promise<{ source: Source; version: Version }> {
  const source = await openInput(input, session);
  const version = versionOf(source, session);
  await linkReferences(source, version.family === "2.0" ? SWAGGER : OPENAPI, session);
  if (version.family === "2.0") upgradeSwagger(source, session);
  mendDocument(source, version, session);
  return { source, version };
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
