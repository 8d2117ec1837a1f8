import type { TlsOptions } from "../auth/credential.js";

/** What Node's TLS takes; Buffers and `Uint8Array`s are told apart by it, so bytes become Buffers. */
export interface TlsConnectOptions {
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly pfx?: string | Buffer;
  readonly passphrase?: string;
  readonly ca?: (string | Buffer)[];
}

/** Puts client certificates and authorities into the form that undici's connector takes. */
export function tlsConnectOptions(tls: TlsOptions = {}): TlsConnectOptions {
  return {
    ...(tls.cert !== undefined && { cert: material(tls.cert) }),
    ...(tls.key !== undefined && { key: material(tls.key) }),
    ...(tls.pfx !== undefined && { pfx: material(tls.pfx) }),
    ...(tls.passphrase !== undefined && { passphrase: tls.passphrase }),
    ...(tls.ca !== undefined && { ca: listOf(tls.ca).map(material) }),
  };
}

function listOf(ca: NonNullable<TlsOptions["ca"]>): readonly (string | Uint8Array)[] {
  return typeof ca === "string" || ca instanceof Uint8Array ? [ca] : ca;
}

function material(value: string | Uint8Array): string | Buffer {
  return typeof value === "string" ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
