import { type Check, fits, issuesOf, refuse, type Schema } from "./judge.js";

/** `not`: no value of this schema. */
export function not(schema: Schema): Check {
  return (payload) => {
    if (fits(schema, payload.value)) refuse(payload, "Must not be what the document rules out here");
  };
}

/** A schema that must hold as well. */
export function also(schema: Schema): Check {
  return (payload) => {
    payload.issues.push(...issuesOf(schema, payload.value));
  };
}

/** `if`, `then`, `else`. */
export function conditional(branches: { readonly if: Schema; readonly then?: Schema; readonly else?: Schema }): Check {
  return (payload) => {
    const branch = fits(branches.if, payload.value) ? branches.then : branches.else;
    if (branch) payload.issues.push(...issuesOf(branch, payload.value));
  };
}
