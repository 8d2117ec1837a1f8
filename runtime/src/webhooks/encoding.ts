/** Bytes as text and back. What is malformed gives undefined: signatures come from strangers. */
export type Encoding = "hex" | "base64" | "base64url";

export function decodeBytes(text: string, encoding: Encoding): Uint8Array<ArrayBuffer> | undefined {
  return encoding === "hex" ? fromHex(text) : fromBase64(text, encoding === "base64url");
}

export function encodeBytes(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === "hex") return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return encoding === "base64" ? base64 : base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** `prefix`, then the body as it came. */
export function signedContent(prefix: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = utf8(prefix);
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return all;
}

function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text === "" || text.length % 2 !== 0 || !/^[\da-f]+$/i.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  );
}

function fromBase64(text: string, url: boolean): Uint8Array<ArrayBuffer> | undefined {
  const standard = url ? text.replaceAll("-", "+").replaceAll("_", "/") : text;
  const bare = standard.replace(/={1,2}$/, "");
  if (!/^[A-Za-z\d+/]+$/.test(bare) || bare.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(bare), (one) => one.charCodeAt(0));
}
