import { statSync } from "node:fs";
import type { FSWatcher } from "chokidar";

/** Milliseconds of silence that end a change: a save of several files is one. */
const QUIET = 50;
/** The longest wait for a file that is empty to be written: whoever emptied it is about to. Milliseconds. */
const EMPTY = 2_000;
/** Milliseconds between looks at all files: nothing tells of a folder above them that was renamed or replaced. */
const LOOK = 1_000;

/** Watches files, also those that are not there yet, and hands out what changed in batches. */
export class FileWatch {
  /** File → when it was changed last, as far as was seen; 0 when it is not there. */
  readonly #watched = new Map<string, number>();
  /** File → when the program itself changed it last. */
  readonly #own = new Map<string, number>();
  readonly #looks: NodeJS.Timeout;
  #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;

  private constructor(
    readonly watcher: FSWatcher,
    readonly end: AbortSignal,
  ) {
    watcher.on("all", (event, file) => {
      if (!this.#watched.has(file)) return;
      // What is deleted may come back: a checkout of another branch.
      if (event === "unlink") watcher.add(file);
      const changed = changedAt(file);
      if (this.#own.get(file) === changed) return;
      // `add` also says that a file is watched from now on, and `unlink` may have been seen; only `change` is believed as
      // it stands, for two may have one time.
      if (event === "change" || this.#watched.get(file) !== changed) this.#note(file);
      this.#watched.set(file, changed);
    });
    // A file that cannot be watched is told by the run that cannot read it.
    watcher.on("error", () => {});
    this.#looks = setInterval(() => this.#look(), LOOK).unref();
    end.addEventListener("abort", () => this.#wake?.(), { once: true });
  }

  static async open(end: AbortSignal): Promise<FileWatch> {
    const { watch } = await import("chokidar");
    return new FileWatch(watch([]), end);
  }

  /**
   * Watches these files from now on, and no others. One that is new here and was changed after `since` (milliseconds
   * since 1970) counts as changed.
   */
  follow(files: Iterable<string>, since: number): void {
    const wanted = new Set(files);
    const gone = [...this.#watched.keys()].filter((file) => !wanted.has(file));
    const fresh = [...wanted].filter((file) => !this.#watched.has(file));
    for (const file of gone) this.#watched.delete(file);
    for (const file of fresh) {
      this.#watched.set(file, changedAt(file));
      if (changedAt(file) > since) this.#note(file);
    }
    if (gone.length > 0) this.watcher.unwatch(gone);
    if (fresh.length > 0) this.watcher.add(fresh);
  }

  /** Takes a watched file that the program itself has just written for no change. */
  wrote(file: string): void {
    const changed = changedAt(file);
    this.#own.set(file, changed);
    this.#watched.set(file, changed);
    this.#changed.delete(file);
  }

  /** Whether something has changed that was not asked for yet, told without waiting for the system to say so. */
  hasChanged(): boolean {
    this.#look();
    return this.#changed.size > 0;
  }

  /** What changed since it was asked last; waits for a change. Undefined when the watch ends. */
  async next(): Promise<ReadonlySet<string> | undefined> {
    while (!this.end.aborted && (this.#changed.size === 0 || this.#timer))
      await new Promise<void>((wake) => (this.#wake = wake));
    if (this.end.aborted) return undefined;
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    clearInterval(this.#looks);
    await this.watcher.close();
  }

  /** Finds what was not told. Such a file is another one under the old name, so it is watched anew. */
  #look(): void {
    for (const [file, before] of this.#watched) {
      const changed = changedAt(file);
      if (changed === before) continue;
      this.#watched.set(file, changed);
      this.watcher.unwatch(file);
      this.watcher.add(file);
      this.#note(file);
    }
  }

  #note(file: string): void {
    this.#changed.add(file);
    this.#wait(Date.now() + EMPTY);
  }

  /** Looks again while a file is empty: that it was written is not always told, and may not show in its time. */
  #wait(until: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if ([...this.#changed].some(isEmpty) && Date.now() < until) return this.#wait(until);
      this.#timer = undefined;
      this.#wake?.();
    }, QUIET);
  }
}

function isEmpty(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.size === 0;
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
