import { hasVariables } from "../../load/source/variables.js";
import { StopError } from "../../report/diagnostic.js";

/** Headers that hold no secret, so that they may be written down. */
const HARMLESS = new Set(["accept", "accept-language", "user-agent", "x-api-version"]);
const SECRET = /token|key|secret|sig|pass|auth|credential|code|jwt|session/i;

/** Headers that may be kept in a configuration: harmless ones, and those that name a variable instead of a secret. */
export function storableHeaders(headers: { readonly [name: string]: string } = {}): {
  readonly kept: { readonly [name: string]: string };
  readonly left: readonly string[];
} {
  const kept = Object.entries(headers).filter(
    ([name, value]) => HARMLESS.has(name.toLowerCase()) || hasVariables(value),
  );
  const left = Object.keys(headers).filter((name) => !kept.some(([one]) => one === name));
  return { kept: Object.fromEntries(kept), left };
}

/**
 * An address is kept in the repository, so it must not hold a secret.
 *
 * @throws StopError with `cli/secret-in-address`.
 */
export function assertNoSecret(address: string): void {
  const url = new URL(address);
  const inQuery = [...url.searchParams].find(([name, value]) => SECRET.test(name) && !hasVariables(value));
  const inUser = url.password !== "" && !hasVariables(decodeURIComponent(url.password));
  if (!inQuery && !inUser) return;
  throw new StopError([
    {
      code: "cli/secret-in-address",
      severity: "stop",
      message: `The address would be kept in the repository, with ${inQuery ? `the value of \`${inQuery[0]}\`` : "its password"}.`,
      fix: "Write ${NAME} there, in single quotes, and put the value into that variable of the environment.",
    },
  ]);
}
