/** A variable of the environment, where the platform has one and lets it be read. */
export function environmentVariable(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: { readonly [name: string]: string | undefined } } };
  try {
    return process?.env?.[name];
  } catch {
    // Deno asks for a permission.
    return undefined;
  }
}
