import { brotliCompressSync, createGzip, gzipSync } from "node:zlib";
import type { Behaviour } from "../server.js";

/** Probe 22: compressed as `coding` says, whatever the client accepts, with the status that `status` says. */
export const compressed: Behaviour = ({ request: { query, headers }, response }) => {
  const coding = query.get("coding") ?? "gzip";
  const status = Number(query.get("status") ?? 200);
  const body = JSON.stringify({ message: "compressed", accepted: headers["accept-encoding"] ?? null });
  response.writeHead(status, { "content-type": "application/json", "content-encoding": coding });
  response.end(encode(coding, Buffer.from(body)));
};

function encode(coding: string, bytes: Buffer): Buffer {
  if (coding === "br") return brotliCompressSync(bytes);
  return coding === "zstd" ? storedZstd(bytes) : gzipSync(bytes);
}

/** A frame of one raw block (RFC 8878): Node 20 cannot compress with zstd, but this is as valid as any. */
function storedZstd(bytes: Buffer): Buffer {
  const magic = [0x28, 0xb5, 0x2f, 0xfd];
  const singleSegment = 0x20; // Then one byte has the size, up to 255.
  const lastRawBlock = (bytes.length << 3) | 1;
  const blockHeader = [lastRawBlock & 0xff, (lastRawBlock >> 8) & 0xff, 0];
  return Buffer.concat([Buffer.from([...magic, singleSegment, bytes.length, ...blockHeader]), bytes]);
}

/** Probe 22: 512 MiB of blanks in half a MiB of gzip. */
export const bomb: Behaviour = ({ response }) => {
  response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
  const gzip = createGzip({ level: 9 });
  gzip.pipe(response);
  const megabyte = Buffer.alloc(1024 * 1024, " ");
  let left = 512;
  const write = (): void => {
    while (left-- > 0) if (!gzip.write(megabyte)) return void gzip.once("drain", write);
    gzip.end();
  };
  response.on("close", () => {
    left = 0;
    gzip.destroy();
  });
  gzip.on("error", () => {});
  write();
};
