import type { ApiDefinition, OperationDefinition } from "../contract.js";
import { ConfigError } from "../errors/config-error.js";
import type { ValidationError } from "../errors/validation-error.js";
import type { CallContext } from "../http.js";
import type { Observer } from "../observe/index.js";
import type { CallOptions, ValidateOptions } from "../options.js";
import type { Values } from "../request/target.js";
import type { Received } from "./decode.js";

/** Looks at a JSON value of an answer as it is on the wire. @throws ValidationError where that is asked for */
export type Judge = (value: unknown) => void;

/** What is checked of one call. */
export interface Checks {
  /** @throws ValidationError for arguments that do not fit */
  request(context: CallContext, params: Values): Promise<void>;
  /** Undefined: the document says nothing of such an answer. */
  answer(received: Received): Promise<Judge | undefined>;
  /** Looks at the body of a failure. Its status is not lost over it: the error is only handed back. */
  failure(received: Received, body: unknown): Promise<ValidationError | undefined>;
}

/** How much is checked. */
export type Modes = Required<{ [Kind in keyof ValidateOptions]: NonNullable<ValidateOptions[Kind]> }>;

/** Gives the checks of a call; undefined where there are none. What checks is loaded with the first call that needs it. */
export type CheckFinder = (
  operation: OperationDefinition,
  asked: CallOptions["validate"],
) => { readonly modes: Modes; readonly checks: Promise<Checks> } | undefined;

/** @throws ConfigError for options that cannot work */
export function checkFinder(api: ApiDefinition, validate: CallOptions["validate"], observer: Observer): CheckFinder {
  const own = optionsOf(validate, api.name);
  let loading: Promise<(operation: OperationDefinition, modes: Modes) => Checks> | undefined;
  return (operation, asked) => {
    if (!operation.schemas && own === undefined && asked === undefined) return undefined;
    const called = optionsOf(asked, operation.id);
    const responses = called?.responses ?? own?.responses;
    const requests = called?.requests ?? own?.requests ?? "off";
    if (responses === "off" && requests === "off") return undefined;
    if (!operation.schemas) {
      if (api.schemas || (responses === undefined && requests === "off")) return undefined;
      throw new ConfigError(
        `${operation.id}: the option validate needs schemas, which this SDK has none of; generate it with schemas: "zod"`,
      );
    }
    loading ??= import("../validate/index.js").then(({ validator }) => validator(api, observer));
    const modes: Modes = { responses: responses ?? "report", requests };
    const checks = loading.then((checksOf) => checksOf(operation, modes));
    if (responses === "strict" || requests === "strict") return { modes, checks };
    // A part of a bundle that is not there must not break what works without it.
    return { modes, checks: checks.catch((error: unknown) => unloaded(observer, error)) };
  };
}

const NOTHING: Checks = {
  request: () => Promise.resolve(),
  answer: () => Promise.resolve(undefined),
  failure: () => Promise.resolve(undefined),
};

function unloaded(observer: Observer, error: unknown): Checks {
  observer.warn(`What checks answers cannot be loaded, so they are not checked: ${String(error)}`);
  return NOTHING;
}

const RESPONSES: readonly unknown[] = [undefined, "off", "report", "strict"];
const REQUESTS: readonly unknown[] = [undefined, "off", "strict"];

function optionsOf(validate: CallOptions["validate"], who: string): ValidateOptions | undefined {
  const options =
    typeof validate === "object" ? validate : validate === undefined ? undefined : { responses: validate };
  if (RESPONSES.includes(options?.responses) && REQUESTS.includes(options?.requests)) return options;
  throw new ConfigError(
    `${who}: the option validate is "off", "report", "strict" or { responses: one of these, requests: "off" or "strict" }`,
  );
}
