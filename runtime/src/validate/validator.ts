import type { ApiDefinition, OperationDefinition, OperationSchemas } from "../contract.js";
import { ConfigError } from "../errors/config-error.js";
import { what } from "../errors/network-error.js";
import type { ValidationError } from "../errors/validation-error.js";
import type { CallContext } from "../http.js";
import type { Observer } from "../observe/index.js";
import { valueAt } from "../paging/pointer.js";
import type { Values } from "../request/target.js";
import type { Checks, Judge, Modes } from "../response/checks.js";
import type { Received } from "../response/decode.js";
import { mediaTypeOf } from "../response/media-type.js";
import { answerSchema, type AnswerSchema } from "./answer-schema.js";
import { DriftCounter } from "./counter.js";
import { Inspection } from "./inspection.js";
import { checkRequest } from "./request.js";

/** Checks what the operations of one client send and receive. */
export function validator(
  api: ApiDefinition,
  observer: Observer,
): (operation: OperationDefinition, modes: Modes) => Checks {
  const shared: Shared = { api, observer, counter: new DriftCounter(), loaded: new WeakMap(), failed: new WeakSet() };
  observer.drift = () => shared.counter.snapshot();
  return (operation, modes) => new OperationChecks(shared, operation, modes);
}

interface Shared {
  readonly api: ApiDefinition;
  readonly observer: Observer;
  readonly counter: DriftCounter;
  readonly loaded: WeakMap<OperationDefinition, Promise<OperationSchemas>>;
  /** Operations whose schemas do not load, which is said once. */
  readonly failed: WeakSet<OperationDefinition>;
}

class OperationChecks implements Checks {
  readonly #shared: Shared;
  readonly #operation: OperationDefinition;
  readonly #modes: Modes;
  readonly #schemas: Promise<OperationSchemas>;

  constructor(shared: Shared, operation: OperationDefinition, modes: Modes) {
    this.#shared = shared;
    this.#operation = operation;
    this.#modes = modes;
    // On their way while the request is.
    this.#schemas = schemasOf(operation, shared.loaded);
  }

  async request(context: CallContext, params: Values): Promise<void> {
    checkRequest(await this.#required(context), { api: this.#shared.api, context, params });
  }

  async answer(received: Received): Promise<Judge | undefined> {
    const found = await this.#find(received, this.#modes.responses === "strict");
    if (!found) return undefined;
    const { failure } = this.#operation;
    return (value) => {
      const inspection = new Inspection(this.#shared, received, found);
      const isFailure = failure?.equals.some((flag) => flag === valueAt(value, failure.pointer)) ?? false;
      inspection.report(value);
      if (this.#modes.responses === "strict" && !isFailure) inspection.refuse(value);
    };
  }

  async failure(received: Received, body: unknown): Promise<ValidationError | undefined> {
    const found = await this.#find(received, false);
    if (!found) return undefined;
    const inspection = new Inspection(this.#shared, received, found);
    inspection.report(body);
    return this.#modes.responses === "strict" ? inspection.error(body) : undefined;
  }

  async #find({ http, context }: Received, isRequired: boolean): Promise<AnswerSchema | undefined> {
    if (this.#modes.responses === "off") return undefined;
    const schemas = isRequired ? await this.#required(context) : await this.#optional();
    return schemas && answerSchema(schemas, http.status, mediaTypeOf(http.headers["content-type"]));
  }

  async #required(context: CallContext): Promise<OperationSchemas> {
    try {
      return await this.#schemas;
    } catch (cause) {
      throw new ConfigError(`${what(context)}: ${UNLOADED}: ${reasonOf(cause)}; generate the SDK again`, {
        context,
        cause,
      });
    }
  }

  // A file that is not there must not break what works without it.
  async #optional(): Promise<OperationSchemas | undefined> {
    const { failed, counter, observer } = this.#shared;
    try {
      return await this.#schemas;
    } catch (error) {
      counter.unchecked += 1;
      if (!failed.has(this.#operation)) observer.warn(`${this.#operation.id}: ${UNLOADED}: ${reasonOf(error)}`);
      failed.add(this.#operation);
      return undefined;
    }
  }
}

const UNLOADED = "the schemas that answers are checked against cannot be loaded";

/** Loaded once, because an `import()` costs more than a check; again after a failure, which may pass. */
function schemasOf(operation: OperationDefinition, loaded: Shared["loaded"]): Promise<OperationSchemas> {
  let schemas = loaded.get(operation);
  if (!schemas) {
    schemas = load(operation);
    loaded.set(operation, schemas);
    schemas.catch(() => loaded.delete(operation));
  }
  return schemas;
}

async function load(operation: OperationDefinition): Promise<OperationSchemas> {
  if (!operation.schemas) throw new TypeError("the operation names none");
  const [loadModule, name] = operation.schemas;
  const give: unknown = Reflect.get(await loadModule(), name);
  const schemas: unknown = typeof give === "function" ? give() : undefined;
  if (typeof schemas === "object" && schemas !== null) return schemas;
  throw new TypeError("they are not in their file");
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
