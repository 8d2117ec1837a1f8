/** How much a finding matters. `stop` ends the run with exit code 1; `warn` and `repair` do not. */
export type Severity = "stop" | "warn" | "repair" | "info";

/** A place in a source text. Lines and columns count from 1. */
export interface Place {
  /** Path or URL of the source, as the user gave it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something the user should know, with what caused it and how to mend it. */
export interface Diagnostic {
  /** Stable, documented in docs/diagnostics.md: `load/ref-not-found`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, naming the thing. */
  readonly message: string;
  /** JSON Pointer into the normalised document; the reporter turns it into a place. */
  readonly at?: string;
  readonly place?: Place;
  /** One sentence in the imperative: what to change, or which option to set. */
  readonly fix: string;
  /** A few lines of the source with a marker, already made by the locator. */
  readonly frame?: string;
}

/** Collects diagnostics over one run. Stages receive it; they never print. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];

  add(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  get stopped(): boolean {
    return this.diagnostics.some((one) => one.severity === "stop");
  }
}

/** Thrown by a stage that cannot go on; the diagnostics say why. Everything else that is thrown is a bug in Sdkwright. */
export class StopError extends Error {
  override readonly name = "StopError";

  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((one) => `${one.code}: ${one.message}`).join("\n"));
  }
}
