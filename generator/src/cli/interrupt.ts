/**
 * A signal that is aborted by Ctrl-C or by SIGTERM, so that work under way can end well. The second Ctrl-C ends the
 * process at once.
 */
export function interrupted(onInterrupt: () => void): AbortSignal {
  const end = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      onInterrupt();
      end.abort();
    });
  return end.signal;
}
