import type { Json } from "../../load/document.js";
import type { Encoding, MediaType, Operation } from "../../model/api.js";
import { dataLiteral, docComment, propertyKey, stringLiteral } from "../code/index.js";
import type { Imports } from "../imports.js";
import type { Scene } from "../scene.js";
import { itemSchema } from "./answers.js";
import { bareType, bodyKind, isPlain } from "./media.js";

/** One type of the body, with the media types it can be sent as. */
interface Choice {
  readonly type: string;
  readonly media: string[];
}

/**
 * The argument's members `body` and `contentType`. One string: members of the interface. Several: alternatives, of
 * which the first is the default.
 */
export function bodyMembers(operation: Operation, scene: Scene, imports: Imports): readonly string[] {
  const { body } = operation;
  if (!body) return [];
  const choices: Choice[] = [];
  for (const media of body.media) {
    const type = bodyType(media, scene, imports);
    const known = choices.find((choice) => choice.type === type);
    if (known) known.media.push(media.type);
    else choices.push({ type, media: [media.type] });
  }
  const optional = body.required ? "" : "?";
  const doc = docComment({ text: body.description }, 2);
  if (choices.length === 0) return [`${doc}  body${optional}: unknown;\n`];
  return choices.map(({ type, media }, index) => {
    const first = index === 0;
    const one = choices.length === 1 && media.length === 1 && isConcrete(media[0] ?? "");
    const contentType = one ? "" : `  contentType${first ? "?" : ""}: ${media.map(mediaLiteral).join(" | ")};\n`;
    return `${first ? doc : ""}  body${optional}: ${type};\n${contentType}`;
  });
}

/** `body` of the operation value. */
export function bodySpec(operation: Operation, scene: Scene): string {
  const { body } = operation;
  if (!body) return "";
  if (body.media.length === 0) return `{ "application/json": "json" }`;
  const entries = body.media.map((media) => {
    const kind = bodyKind(media, scene.components);
    const encoding = encodingOf(media.encoding);
    const value = encoding ? dataLiteral({ kind, encoding }, 4) : stringLiteral(kind);
    return `${propertyKey(media.type)}: ${value}`;
  });
  const line = `{ ${entries.join(", ")} }`;
  return line.length < 100 ? line : `{\n${entries.map((entry) => `    ${entry},\n`).join("")}  }`;
}

function bodyType(media: MediaType, scene: Scene, imports: Imports): string {
  const kind = bodyKind(media, scene.components);
  const place = { media: media.type };
  if (kind === "jsonl") {
    const text = imports.use(scene.types.type(itemSchema(media, scene.components), "write"));
    return `Iterable<${text}> | AsyncIterable<${text}>`;
  }
  // XML and YAML are not written from values, so the text of them is wanted.
  if (kind === "text" && !isPlain(media.schema, scene.components)) return "string";
  if (media.schema) return imports.use(scene.types.type(media.schema, "write", place));
  if (kind !== "binary") return "unknown";
  const file = { kind: "scalar", type: "string", format: "binary", at: media.at } as const;
  return imports.use(scene.types.type(file, "write", place));
}

function encodingOf(encodings: readonly Encoding[]): { [property: string]: Json } | undefined {
  const found = encodings.flatMap(({ property, contentType, style, explode, allowReserved }): [string, Json][] => {
    const entry = {
      ...(contentType !== undefined && { contentType }),
      ...(style !== undefined && { style }),
      ...(explode !== undefined && { explode }),
      ...(allowReserved !== undefined && { allowReserved }),
    };
    return Object.keys(entry).length > 0 ? [[property, entry]] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

const isConcrete = (type: string): boolean => !bareType(type).includes("*");

/** `image/*` takes any type of that kind. */
function mediaLiteral(type: string): string {
  if (isConcrete(type)) return stringLiteral(type);
  const kind = /^([a-z0-9.+-]+)\/\*$/i.exec(bareType(type))?.[1];
  return kind === undefined ? "string" : `\`${kind}/\${string}\``;
}
