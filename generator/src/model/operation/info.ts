import type { Json, JsonObject } from "../../load/document.js";
import type { ExternalDocs, Info, Tag } from "../api.js";
import { below, defined, extensions, isObject, list, member, prose, text } from "../raw.js";
import type { DocumentReader } from "./reader.js";

export function infoOf({ info }: JsonObject): Info {
  const raw = isObject(info) ? info : {};
  const { contact, license } = raw;
  return defined({
    title: prose(raw.title) ?? "API",
    version: scalarText(raw.version) ?? "",
    description: prose(raw.description),
    termsOfService: prose(raw.termsOfService),
    contact: isObject(contact)
      ? defined({ name: prose(contact.name), url: prose(contact.url), email: prose(contact.email) })
      : undefined,
    license: isObject(license)
      ? defined({
          name: prose(license.name) ?? prose(license.identifier) ?? "",
          url: prose(license.url),
          identifier: prose(license.identifier),
        })
      : undefined,
    externalDocs: externalDocsOf(raw.externalDocs),
  });
}

export function externalDocsOf(json: Json | undefined): ExternalDocs | undefined {
  const url = prose(member(json, "url"));
  return url === undefined ? undefined : defined({ url, description: prose(member(json, "description")) });
}

/** Tags in the document's order. A tag declared twice keeps its first declaration. */
export function tagsOf(reader: DocumentReader): Tag[] {
  const tags = new Map<string, Tag>();
  list(reader.root.tags).forEach((raw, index) => {
    const name = text(member(raw, "name"));
    const at = below("/tags", index);
    if (name === undefined) reader.warn("model/tag", "A tag without a name is left out.", at, "Give it a name.");
    else if (tags.has(name))
      reader.warn(
        "model/tag",
        `The tag ${JSON.stringify(name)} is declared twice; the first is used.`,
        at,
        "Remove one of them.",
      );
    else {
      const description = prose(member(raw, "description")) ?? prose(member(raw, "summary"));
      const externalDocs = externalDocsOf(member(raw, "externalDocs"));
      const own = isObject(raw) ? extensions(raw) : {};
      const more = Object.keys(own).length > 0 ? own : undefined;
      tags.set(
        name,
        defined({ name, description, externalDocs, parent: text(member(raw, "parent")), extensions: more }),
      );
    }
  });
  return [...tags.values()];
}

/** Versions are often written as bare numbers. */
export function scalarText(json: Json | undefined): string | undefined {
  return typeof json === "string" || typeof json === "number" || typeof json === "boolean" ? String(json) : undefined;
}
