import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { ReusableText, TextStore } from "../emit/reuse/store.js";
import { generatorFingerprint } from "../version.js";
import { cacheFor, parsed } from "./cache.js";

/** Texts that the last run of an output folder made, and on `save` those of this one. */
export interface KeptTexts extends TextStore {
  save(): Promise<void>;
}

/**
 * One entry of the cache for each output folder, so that it holds no more than one SDK. Undefined where nothing is kept:
 * digests would be made for nothing.
 */
export async function openTexts(output: string): Promise<KeptTexts | undefined> {
  const cache = cacheFor(output);
  if (cache.folder === undefined) return undefined;
  const name = `texts-${createHash("sha256").update(resolve(output)).digest("hex").slice(0, 32)}`;
  const generator = generatorFingerprint();
  const before = parse(await cache.read(name), generator);
  const used = new Map<string, ReusableText>();
  let isNew = false;
  return {
    get(digest) {
      const found = before.get(digest);
      if (found) used.set(digest, found);
      return found;
    },
    set(digest, text) {
      isNew = true;
      used.set(digest, text);
    },
    async save() {
      if (isNew || used.size < before.size) await cache.write(name, JSON.stringify({ generator, texts: [...used] }));
    },
  };
}

/** Texts of another build of the generator are of no use, nor is what no build of it has written. */
function parse(body: string | undefined, generator: string): ReadonlyMap<string, ReusableText> {
  const kept = parsed(body) as { generator?: unknown; texts?: unknown } | undefined;
  if (kept?.generator !== generator || !Array.isArray(kept.texts)) return new Map();
  return new Map(kept.texts.filter(Array.isArray) as [string, ReusableText][]);
}
