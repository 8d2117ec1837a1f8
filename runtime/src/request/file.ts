import type { HttpBody } from "../http.js";

/** Bytes to send. A stream is read as it is sent, and can be sent once: such a call is never retried after a failure. */
export type FileContent = Blob | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * A file for an upload: a `Blob` or `File` (on Node `fs.openAsBlob(path)`, which never holds it in memory), bytes, or a
 * stream; with a name and media type where the content has none.
 *
 * @example
 * await box.files.upload({ body: { file: await openAsBlob("report.pdf", { type: "application/pdf" }) } });
 * await box.files.upload({ body: { file: { content: createReadStream("big.zip"), name: "big.zip" } } });
 */
export type FileInput = FileContent | NamedFile;

/** A file's content with what a form says about it. */
export interface NamedFile {
  readonly content: FileContent;
  readonly name?: string | undefined;
  /** Media type. */
  readonly type?: string | undefined;
}

/** Whether a value is a file rather than data. */
export function isFileInput(value: unknown): value is FileInput {
  return isFileContent(value) || isNamedFile(value);
}

function isFileContent(value: unknown): value is FileContent {
  if (typeof value !== "object" || value === null) return false;
  return (
    value instanceof Blob ||
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer ||
    value instanceof ReadableStream ||
    Symbol.asyncIterator in value
  );
}

function isNamedFile(value: unknown): value is NamedFile {
  return typeof value === "object" && value !== null && "content" in value && isFileContent(value.content);
}

/** Content, name and type of a file; only what it says itself. */
export function describeFile(file: FileInput): NamedFile {
  if (isNamedFile(file)) {
    const inner = describeFile(file.content);
    return { content: file.content, name: file.name ?? inner.name, type: file.type ?? inner.type };
  }
  if (!(file instanceof Blob)) return { content: file };
  const name = "name" in file && typeof file.name === "string" ? file.name : undefined;
  return { content: file, name, type: file.type || undefined };
}

/** A file as a transport can send it. */
export function asHttpBody(file: FileInput): HttpBody {
  const { content } = describeFile(file);
  if (content instanceof ArrayBuffer) return new Uint8Array(content);
  if (ArrayBuffer.isView(content)) {
    // Shared memory may change while it is sent, and no transport takes it.
    return content.buffer instanceof ArrayBuffer
      ? new Uint8Array(content.buffer, content.byteOffset, content.byteLength)
      : new Uint8Array(content);
  }
  return content;
}
