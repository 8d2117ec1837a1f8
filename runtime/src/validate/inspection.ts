import type { ApiDefinition } from "../contract.js";
import { what } from "../errors/network-error.js";
import { ValidationError } from "../errors/validation-error.js";
import type { Observer } from "../observe/index.js";
import { hideSecrets } from "../request/redact.js";
import { detailsOf, type Received } from "../response/decode.js";
import type { AnswerSchema } from "./answer-schema.js";
import type { ZodIssue } from "./branches.js";
import { Budget } from "./budget.js";
import type { DriftCounter } from "./counter.js";
import { differencesOf, wordsOf, type Difference } from "./difference.js";
import { examine } from "./examine.js";

/** What inspections of one client share. */
export interface Inspecting {
  readonly api: ApiDefinition;
  readonly observer: Observer;
  readonly counter: DriftCounter;
}

/** Issues that an error lists. */
const MOST_ISSUES = 100;

/** Looks at one answer. */
export class Inspection {
  readonly #shared: Inspecting;
  readonly #received: Received;
  readonly #found: AnswerSchema;
  readonly #hide: (text: string) => string;

  constructor(shared: Inspecting, received: Received, found: AnswerSchema) {
    this.#shared = shared;
    this.#received = received;
    this.#found = found;
    this.#hide = (text) => hideSecrets(received.context, text);
  }

  /** Counts and tells how it differs from the document. Never throws. */
  report(value: unknown): void {
    const { counter } = this.#shared;
    try {
      const findings = examine(this.#found.schema, value);
      counter.dropped += findings?.dropped ?? 0;
      if (findings) counter.checked += 1;
      else counter.unchecked += 1;
      if (findings && findings.differences.length > 0) {
        counter.drifted += 1;
        for (const difference of findings.differences) this.#tell(difference);
      }
    } catch {
      // A schema that fails over a value has not judged it.
      counter.unchecked += 1;
    }
  }

  #tell(difference: Difference): void {
    const { api, counter, observer } = this.#shared;
    const { status, mediaType } = this.#found;
    const operationId = this.#received.context.operation.id;
    const counted = counter.count({ operationId, status, mediaType }, this.#shown(difference));
    if (!counted) return;
    const { entry, isNew } = counted;
    const words = this.#hide(wordsOf(difference));
    const message = `${operationId}: its ${status} answer differs from the document at ${entry.path || "/"}: ${words}`;
    observer.onDrift({ ...entry, api: api.name, message, isNew });
  }

  // What was sent as a credential is shown nowhere, whatever the server has made of it.
  #shown(difference: Difference): Difference {
    const { seen, path } = difference;
    const text = JSON.stringify(seen);
    const isClean = this.#hide(text) === text;
    return { ...difference, path: this.#hide(path), seen: isClean ? seen : { ...(seen.type && { type: seen.type }) } };
  }

  /** @throws ValidationError when the answer does not fit, however large it is */
  refuse(value: unknown): void {
    const error = this.error(value);
    if (error) throw error;
  }

  /** Undefined when the answer fits. */
  error(value: unknown): ValidationError | undefined {
    const { schema } = this.#found;
    const { status } = this.#received.http;
    try {
      const result = schema.safeParse(value);
      if (result.success) return undefined;
      const raw = (result.error?.issues ?? []).slice(0, MOST_ISSUES) as readonly ZodIssue[];
      const examined = { schema, value, budget: new Budget(0) };
      const issues = raw
        .flatMap((issue) => differencesOf(examined, issue))
        .slice(0, MOST_ISSUES)
        .map((difference) => ({ path: this.#hide(difference.pointer), message: this.#hide(wordsOf(difference)) }));
      const [first] = issues;
      const place = first ? ` at ${first.path || "/"}: ${first.message}` : "";
      const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
      return this.#failed(`answered ${status} with a body that differs from the document${place}${more}`, { issues });
    } catch (cause) {
      return this.#failed(`answered ${status} with a body that its schema cannot judge`, { cause });
    }
  }

  #failed(problem: string, details: { issues?: ValidationError["issues"]; cause?: unknown }): ValidationError {
    const { context } = this.#received;
    const message = `${what(context)} ${problem}; correct the document (an overlay), or set validate: "report"`;
    return new ValidationError(message, { ...detailsOf(this.#received), ...details });
  }
}
