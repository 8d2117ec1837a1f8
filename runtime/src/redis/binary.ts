const PIECE = 8192;

/**
 * Bytes as a string of characters below 256, for clients that keep text. In UTF-8 it is as long as the bytes where they
 * are ASCII, as those of most answers are; Base64 is always a third longer.
 */
export function toText(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return text;
}

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
