/**
 * The components of `start`, and all that refer to one of them, directly or not.
 *
 * @param references - Component → the components it refers to.
 */
export function withUsers(
  start: Iterable<string>,
  references: ReadonlyMap<string, Iterable<string>>,
): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  for (const [name, targets] of references) for (const target of targets) listIn(users, target).push(name);
  const found = new Set<string>();
  const waiting = [...start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    for (const user of users.get(name) ?? []) waiting.push(user);
  }
  return found;
}

/** The list under a key; made when it is first asked for. */
export function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
