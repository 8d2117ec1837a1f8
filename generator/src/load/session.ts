import type { ApiConfig } from "../config/config.js";
import { StopError, type Diagnostic, type Place, type Report, type Severity } from "../report/diagnostic.js";
import type { CanonicalTexts } from "./hash.js";
import { Origins, type Origin } from "./origin.js";
import type { Source } from "./source/source.js";

/** What `load` may use of the world outside; everything has a default. */
export interface LoadContext {
  /** Folder for relative paths and for npm packages. Default: the process's. */
  readonly cwd?: string;
  /** Read for the input `-`. Default: the process's. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Default: Node's own. */
  readonly fetch?: typeof fetch;
  /** Milliseconds for each download, redirects and body included. Default 60,000. */
  readonly timeout?: number;
  /** Parts of documents whose hash was asked for before. Default: none. */
  readonly texts?: CanonicalTexts;
}

/** A finding before it has a place. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** Pointer into the normalised document, where it is known. */
  readonly at?: string;
}

/** One run of `load`: its options, what it has read, where things came from, and what it found. */
export class Session {
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly fetch: typeof fetch;
  readonly timeout: number;
  readonly maxBytes: number;
  readonly origins = new Origins();
  /** In the order of reading. */
  readonly sources: Source[] = [];
  /** Operations that are left out, with the reason. */
  readonly skipped: { readonly key: string; readonly reason: string }[] = [];

  constructor(
    readonly config: ApiConfig,
    readonly report: Report,
    context: LoadContext,
  ) {
    this.cwd = context.cwd ?? process.cwd();
    this.stdin = context.stdin ?? process.stdin;
    this.fetch = context.fetch ?? fetch;
    this.timeout = context.timeout ?? 60_000;
    this.maxBytes = config.maxBytes ?? 100_000_000;
  }

  /** Reports something about a node of a source. */
  add(severity: Severity, finding: Finding, origin?: Origin): void {
    this.report.add(located(severity, finding, origin));
  }

  /** Reports what makes the input unusable, and ends the run. */
  stop(finding: Finding, origin?: Origin): never {
    this.add("stop", finding, origin);
    throw new StopError(this.report.diagnostics);
  }

  /** Reports at a place that is known already. */
  stopAt(finding: Finding, place: Place, frame?: string): never {
    this.report.add({ ...finding, severity: "stop", place, ...(frame === undefined ? {} : { frame }) });
    throw new StopError(this.report.diagnostics);
  }

  /** Ends the run when something has been found that must. */
  stopIfNeeded(): void {
    if (this.report.stopped) throw new StopError(this.report.diagnostics);
  }
}

/** Place and frame are worked out when they are read: most runs show few of them. */
function located(severity: Severity, finding: Finding, origin: Origin | undefined): Diagnostic {
  const base = { ...finding, severity };
  if (!origin) return base;
  if (!origin.source.located) return { ...base, at: finding.at ?? origin.pointer };
  const { source, pointer } = origin;
  return {
    ...base,
    get place() {
      return source.place(pointer)!;
    },
    get frame() {
      return source.frame(pointer)!;
    },
  };
}
