/**
 * A short name for a secret that does not reveal it, the same in every process: caches that are kept on disk are told
 * apart by it. Without Web Crypto (a page without https), a name for this call only: then nothing is shared.
 */
export async function fingerprint(text: string): Promise<string> {
  const subtle: SubtleCryptoLike | undefined = globalThis.crypto?.subtle;
  if (!subtle) return `once-${Math.random().toString(36).slice(2)}`;
  const digest = await subtle.digest("SHA-256", new TextEncoder().encode(`sdkwright\n${text}`));
  return Array.from(new Uint8Array(digest, 0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

type SubtleCryptoLike = Pick<typeof globalThis.crypto.subtle, "digest">;
