import { ValidationError } from "../errors/validation-error.js";
import type { Encodings, WrittenBody } from "./body.js";
import { asHttpBody, describeFile, isFileInput, type FileInput } from "./file.js";
import { jsonText } from "./json.js";
import { isList, isPresent, scalarText, unwrap } from "./scalar.js";
import { pairsOf } from "./style.js";

interface Part {
  readonly name: string;
  readonly filename?: string | undefined;
  readonly contentType?: string | undefined;
  readonly content: string | FileInput;
}

/**
 * A multipart body: a `Blob`, which is read piece by piece and can be sent again, or an iterable where a part is a
 * stream. Written here and not by `FormData`, which knows no content type per part and differs from platform to platform.
 */
export function multipartBody(value: unknown, mediaType: string, encodings: Encodings): WrittenBody {
  const boundary = `----sdkwright-${crypto.randomUUID()}`;
  const formData = /^multipart\/form-data\b/i.test(mediaType);
  const pieces: (string | FileInput)[] = [];
  for (const part of partsOf(value, encodings)) {
    pieces.push(`--${boundary}\r\n${partHeader(part, formData)}\r\n`, part.content, "\r\n");
  }
  pieces.push(`--${boundary}--\r\n`);
  const contentType = `${mediaType.split(";", 1)[0]!.trim()}; boundary=${boundary}`;
  const bodies = pieces.map((piece) => (typeof piece === "string" ? piece : asHttpBody(piece)));
  const kept = bodies.filter((body) => typeof body === "string" || body instanceof Uint8Array || body instanceof Blob);
  return { contentType, body: kept.length === bodies.length ? new Blob(kept) : piecewise(bodies) };
}

async function* piecewise(bodies: readonly ReturnType<typeof asHttpBody>[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const body of bodies) {
    if (typeof body === "string") yield encoder.encode(body);
    else if (body instanceof Uint8Array) yield body;
    else yield* body instanceof Blob ? body.stream() : body;
  }
}

function partsOf(value: unknown, encodings: Encodings): Part[] {
  if (value instanceof FormData) return [...value].map(([name, item]) => partOf(name, item, encodings));
  if (typeof value !== "object" || value === null) {
    const issues = [{ path: "/body", message: `is ${value === null ? "null" : typeof value}` }];
    throw new ValidationError("A multipart body must be an object or a FormData", { issues });
  }
  return Object.entries(value).flatMap(([name, item]) => propertyParts(name, item, encodings));
}

function propertyParts(name: string, value: unknown, encodings: Encodings): Part[] {
  if (!isPresent(value)) return [];
  const encoding = encodings.get(name);
  if (encoding?.style !== undefined && !isFileInput(value)) {
    const { style, explode = style === "form" } = encoding;
    return pairsOf({ name, value, style, explode }).map((pair) => ({ name: pair.name, content: pair.texts.join(",") }));
  }
  const items = typeof value === "object" && value !== null && isList(value) ? [...value] : [value];
  return items.filter(isPresent).map((item) => partOf(name, item, encodings));
}

function partOf(name: string, value: unknown, encodings: Encodings): Part {
  const declared = encodings.get(name)?.contentType;
  if (isFileInput(value)) {
    const file = describeFile(value);
    const contentType = chooseType(declared, file.type) ?? "application/octet-stream";
    return { name, filename: file.name ?? name, contentType, content: value };
  }
  const plain = unwrap(value);
  const contentType = chooseType(declared, undefined);
  if ((typeof plain === "object" && !(plain instanceof Date)) || (contentType && /[/+]json$/i.test(contentType))) {
    return { name, contentType: contentType ?? "application/json", content: jsonText(plain, name) };
  }
  return { name, contentType, content: scalarText(plain, name) };
}

// `image/png, image/jpeg`: the file's own type where it is among them.
function chooseType(declared: string | undefined, own: string | undefined): string | undefined {
  if (declared === undefined) return own;
  const types = declared.split(",").map((type) => type.trim());
  if (
    own !== undefined &&
    types.some((type) => type === own || type === "*/*" || own.startsWith(type.replace(/\*$/, "")))
  ) {
    return own;
  }
  return types.find((type) => !type.includes("*")) ?? own;
}

function partHeader({ name, filename, contentType }: Part, formData: boolean): string {
  const lines: string[] = [];
  if (formData) {
    const file = filename === undefined ? "" : `; filename="${quoted(filename)}"`;
    lines.push(`Content-Disposition: form-data; name="${quoted(name)}"${file}`);
  }
  if (contentType !== undefined) lines.push(`Content-Type: ${contentType.replace(/[\r\n]/g, " ")}`);
  return lines.map((line) => `${line}\r\n`).join("");
}

// As browsers do it: a quote or line break in a name must not end the field.
function quoted(text: string): string {
  return text.replace(/\r\n|\r|\n/g, "%0D%0A").replaceAll('"', "%22");
}
