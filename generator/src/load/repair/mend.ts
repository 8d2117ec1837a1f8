import type { JsonObject } from "../document.js";
import { isObject } from "../json.js";
import type { Session } from "../session.js";
import type { Source } from "../source/source.js";
import { familyOf, type Version } from "../version.js";
import { OPENAPI, type Kind } from "../walk/shapes.js";
import { walk, type Cursor } from "../walk/walk.js";
import { mendMembers } from "./members.js";
import { Mender } from "./mender.js";
import { mendOperation, mendResponse } from "./operation.js";
import { mendParameter, mendPayload } from "./parameter.js";
import { mendPathItem } from "./path-item.js";
import { mendRoot, mendScheme } from "./root.js";
import { mendSchema } from "./schema.js";

/** One pass over a document: every object in OpenAPI 3.1's form, what is a little wrong mended and reported. */
export function mendDocument(source: Source, version: Version, session: Session): void {
  const root = source.value as JsonObject;
  const mender = new Mender(root, version, session);
  mendRoot(root, source, mender);
  mendFrom({ node: root, kind: "document", at: [] }, source, mender);
}

type Begin = { readonly node: JsonObject; readonly kind: Kind; readonly at: readonly string[] };

function mendFrom(begin: Begin, source: Source, mender: Mender): void {
  const { origins } = mender.session;
  walk(begin, OPENAPI, (node, kind, cursor) => {
    if (node !== begin.node) {
      // What came from a document of another version is read as that version says.
      const from = origins.get(node)?.source;
      const other = from && from !== source ? versionIn(from, mender.version) : mender.version;
      if (from && other.family !== mender.version.family) {
        mendFrom({ node, kind, at: cursor.steps.map(String) }, from, new Mender(mender.root, other, mender.session));
        return false;
      }
    }
    return mendObject(node, kind, cursor, mender);
  });
}

function mendObject(node: JsonObject, kind: Kind, cursor: Cursor, mender: Mender): boolean {
  if (Object.hasOwn(node, "$ref")) mender.checkReference(node, kind, cursor);
  if (kind !== "schema" && Object.hasOwn(node, "$ref")) return false;
  mendMembers(node, kind, OPENAPI, cursor, mender);
  switch (kind) {
    case "schema":
      mendSchema(node, cursor, mender);
      break;
    case "parameter":
      mendParameter(node, cursor, mender);
      break;
    case "header":
      mendPayload(node, "The header", cursor, mender);
      break;
    case "response":
      mendResponse(node, cursor, mender);
      break;
    case "pathItem":
      mendPathItem(node, cursor, mender);
      break;
    case "operation":
      mendOperation(node, cursor, mender);
      break;
    case "securityScheme":
      mendScheme(node, cursor, mender);
      break;
  }
  return true;
}

function versionIn({ value }: Source, otherwise: Version): Version {
  const stated = isObject(value) ? (value.openapi ?? value.swagger) : undefined;
  const family = typeof stated === "string" ? familyOf(stated) : undefined;
  return family === undefined ? otherwise : { family, stated: String(stated) };
}
