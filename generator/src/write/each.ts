/** Files that are open at the same time: some systems admit few hundred. */
const AT_ONCE = 32;

/**
 * Does something with each item, several at a time. After a failure nothing more is begun, and it is thrown when
 * everything that was begun has ended: who clears up then has nobody working against him.
 */
export async function each<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const rest = [...items].values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const item of rest) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failures.length > 0) throw failures[0];
}
