import type { ApiConfig, Input } from "../config/config.js";
import type { Report } from "../report/diagnostic.js";
import type { Json, JsonObject, SourceInfo, SpecDocument } from "./document.js";
import { bytesHash, canonicalHash, type CanonicalTexts } from "./hash.js";
import { isObject } from "./json.js";
import { createLocator } from "./locator.js";
import { applyOverlays } from "./overlay/overlays.js";
import { linkReferences } from "./reference/link.js";
import { cutCycles } from "./repair/cycles.js";
import { mendDocument } from "./repair/mend.js";
import { Mender } from "./repair/mender.js";
import { reportSameIds } from "./repair/operation-ids.js";
import { untangleParents } from "./repair/untangle.js";
import { adoptWebhooks, dropOldWebhooks } from "./repair/x-webhooks.js";
import { pruneComponents, pruneTags } from "./select/prune.js";
import { Selector } from "./select/select.js";
import { Session, type LoadContext } from "./session.js";
import { openInput } from "./source/open.js";
import type { Source } from "./source/source.js";
import { upgradeSwagger } from "./upgrade/swagger.js";
import { versionOf, type Version } from "./version.js";
import { OPENAPI, SWAGGER } from "./walk/shapes.js";

export { CanonicalTexts } from "./hash.js";
export type { LoadContext } from "./session.js";

/**
 * Sources → one normalised document (docs/loading.md).
 *
 * @throws StopError when something cannot be used; the report says what and where.
 */
export async function load(config: ApiConfig, report: Report, context: LoadContext = {}): Promise<SpecDocument> {
  const session = new Session(config, report, context);
  const documents = [];
  for (const input of inputsOf(config.input)) documents.push(await openInput(input, session));
  if (config.lint) await (await import("./lint.js")).lintSources(documents, session);
  await applyOverlays(documents, session);
  const selector = new Selector(session);
  const versions = [];
  for (const document of documents) versions.push(await normalise(document, selector, session));
  selector.finish();
  if (documents.length > 1) (await import("./merge/merge.js")).mergeDocuments(documents, session);
  const root = documents[0]!.value as JsonObject;
  settle(root, versions[0]!, session);
  session.stopIfNeeded();
  return finish(root, versions[0]!.stated, session, context.texts);
}

/**
 * The documents as an overlay of theirs would meet them: read, with the overlays of the configuration, and otherwise as
 * they are written.
 *
 * @throws StopError when one cannot be read
 */
export async function readDocuments(config: ApiConfig, report: Report, context: LoadContext = {}): Promise<Json[]> {
  const session = new Session(config, report, context);
  const documents = [];
  for (const input of inputsOf(config.input)) documents.push(await openInput(input, session));
  await applyOverlays(documents, session);
  return documents.map(({ value }) => value);
}

/** Brings one document to the form of OpenAPI 3.1: references first, then what is not asked for goes, then the rest. */
async function normalise(document: Source, selector: Selector, session: Session): Promise<Version> {
  const version = versionOf(document, session);
  const shapes = version.family === "2.0" ? SWAGGER : OPENAPI;
  if (shapes === OPENAPI) adoptWebhooks(document, session);
  await linkReferences(document, shapes, session);
  if (shapes === OPENAPI) dropOldWebhooks(document);
  if (selector.active) {
    selector.apply(document.value as JsonObject);
    pruneComponents(document.value as JsonObject, shapes);
    pruneTags(document.value as JsonObject);
  }
  if (version.family === "2.0") upgradeSwagger(document, session);
  mendDocument(document, version, session);
  return version;
}

/** What can only be judged when the document is whole. */
function settle(root: JsonObject, version: Version, session: Session): void {
  const mender = new Mender(root, version, session);
  const schemas = isObject(root.components) ? root.components.schemas : undefined;
  if (isObject(schemas)) {
    untangleParents(schemas, mender);
    cutCycles(schemas, mender);
  }
  reportSameIds(root, mender);
}

function finish(root: JsonObject, version: string, session: Session, texts?: CanonicalTexts): SpecDocument {
  let hash: string | undefined;
  return {
    root,
    version,
    skipped: session.skipped,
    locator: createLocator(root, session.origins),
    sources: session.sources.map(sourceInfo),
    get hash() {
      return (hash ??= canonicalHash(root, texts));
    },
  };
}

function sourceInfo({ name, size, uri, bytes, etag }: Source): SourceInfo {
  return {
    name,
    uri,
    bytes: size,
    ...(etag !== undefined && { etag }),
    get hash() {
      return bytes && bytesHash(bytes);
    },
  };
}

function inputsOf(input: ApiConfig["input"]): readonly Input[] {
  return Array.isArray(input) ? (input as readonly Input[]) : [input as Input];
}
