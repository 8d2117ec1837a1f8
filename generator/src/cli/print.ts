/** Writes to stdout. A pipe may be slow; the process must not exit before it took everything. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
