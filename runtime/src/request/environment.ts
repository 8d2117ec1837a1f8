/** Reads a variable of the environment. */
export type Environment = (name: string) => string | undefined;

/** A variable of the environment, where the platform has one and lets it be read. */
export const environmentVariable: Environment = (name) => {
  try {
    return variables()[name];
  } catch {
    // Deno asks for a permission.
    return undefined;
  }
};

/** The environment as it is now, for what is read later. */
export function environmentNow(): Environment {
  try {
    const now = { ...variables() };
    return (name) => now[name];
  } catch {
    // Some of it may be allowed.
    return environmentVariable;
  }
}

function variables(): { readonly [name: string]: string | undefined } {
  const { process } = globalThis as { process?: { env?: { readonly [name: string]: string | undefined } } };
  return process?.env ?? {};
}
