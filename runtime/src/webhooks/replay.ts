/**
 * Remembers messages, so that one that is sent again by somebody who saw it is refused. Must mark and tell in one step
 * where several processes share it.
 *
 * @param key - Fingerprint of what was signed; short, and tells nothing of it.
 * @param ttl - Seconds for which it must be remembered.
 * @returns Whether the message was seen before.
 * @example
 * // Redis, for several processes
 * const seen: SeenBefore = async (key, ttl) => (await redis.set(`webhook:${key}`, "", "EX", ttl, "NX")) === null;
 */
export type SeenBefore = (key: string, ttl: number) => boolean | Promise<boolean>;

/** A day: for schemes that sign no time, so that a message never grows too old. */
export const TTL_WITHOUT_TIME = 86_400;

/**
 * Remembers messages in this process.
 *
 * @param options.max - Messages kept; the oldest goes first. Default 10,000.
 * @param options.now - Clock, ms since 1970. Default `Date.now`.
 */
export function rememberInMemory(options: { readonly max?: number; readonly now?: () => number } = {}): SeenBefore {
  const { max = 10_000, now = Date.now } = options;
  const ends = new Map<string, number>();
  return (key, ttl) => {
    const moment = now();
    if ((ends.get(key) ?? 0) > moment) return true;
    ends.delete(key);
    // They stand in the order of their coming, and mostly live as long.
    for (const [one, end] of ends) {
      if (end > moment && ends.size < max) break;
      ends.delete(one);
    }
    ends.set(key, moment + 1000 * ttl);
    return false;
  };
}
