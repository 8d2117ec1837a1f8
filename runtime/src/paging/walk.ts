import type { Answer } from "../response/api-promise.js";
import type { CallResponse } from "../response/call-response.js";
import { readAnswer } from "./answer.js";
import { hasChanged, recoverMoved, type Fetched } from "./drift.js";
import { explained } from "./failure.js";
import { toRow, type Row } from "./identity.js";
import { isFirstRepeat, marksOf, Memory, type Mark } from "./memory.js";
import { isNumbered, skippedBefore } from "./position.js";
import { requestPage } from "./request.js";
import { nextStep } from "./step.js";
import { isZero } from "./token.js";
import type { PagedCall, PagingState, Position } from "./types.js";

/** A page of a listing, with what was known before it and after. */
export interface PageRead {
  readonly rows: readonly Row[];
  /** For each row, whether it came before. */
  readonly repeated: readonly boolean[];
  readonly body: unknown;
  readonly response: CallResponse;
  readonly before: PagingState;
  readonly after: PagingState;
}

interface FetchedPage extends Fetched {
  readonly body: unknown;
  readonly response: CallResponse;
}

/** Fingerprints of cursors and pages that a checkpoint carries. */
const CARRIED = 32;

/** One pass over a listing: turns states into pages, and remembers what must not come twice. */
export class Walk {
  readonly #call: PagedCall;
  readonly #memory: Memory;

  constructor(call: PagedCall, from: PagingState) {
    this.#call = call;
    this.#memory = new Memory(from);
  }

  /** Sends the request for a position. */
  async send(position: Position, signal?: AbortSignal): Promise<Answer> {
    try {
      return await requestPage(this.#call, position, signal).withResponse();
    } catch (error) {
      throw explained(this.#call, error);
    }
  }

  /** Reads the page that `sent` brings, which was requested for `before`. */
  async read(before: PagingState, sent: Promise<Answer>): Promise<PageRead> {
    const answer = await sent;
    try {
      const { page, recovered } = await recoverMoved(this.#understand(answer), {
        call: this.#call,
        state: before,
        fetch: async (position) => this.#understand(await this.send(position)),
        isKnown: (row) => this.#memory.isKnown(row, before.pages),
      });
      return this.#account(before, page, recovered);
    } catch (error) {
      throw explained(this.#call, error);
    }
  }

  #understand({ data, response }: Answer): FetchedPage {
    const spec = this.#call.operation.paging;
    const answer = readAnswer(spec, data, () => response.headers);
    return { answer, rows: answer.items.map((item) => toRow(item, spec.idField)), body: data, response };
  }

  #account(before: PagingState, page: FetchedPage, recovered: readonly Row[]): PageRead {
    const { operation, params, origins, secretParams } = this.#call;
    const spec = operation.paging;
    const { body, response, answer } = page;
    const position = before.position!;
    const state = this.#counted(before, page);
    const step = nextStep({
      spec,
      params,
      position,
      state,
      answer,
      url: response.url,
      rules: { origins, secretParams },
    });
    const marks = marksOf(page.rows, step.position);
    if (this.#isQuietEnd(position, page, marks, before.pages)) {
      const after: PagingState = { ...before, pages: state.pages, position: null, stoppedBy: "no-next" };
      return { rows: [], repeated: [], body, response, before, after };
    }
    this.#memory.refuseLoops(marks, before.pages, this.#mayRepeat(before, page, marks));

    const keys = new Set(recovered.map((row) => row.key));
    const rows = keys.size > 0 ? [...recovered, ...page.rows.filter((row) => !keys.has(row.key))] : page.rows;
    const repeated = this.#memory.repeats(rows, before.pages);
    const after: PagingState = {
      ...state,
      ...step,
      items: before.items + rows.length,
      duplicates: before.duplicates + repeated.filter(Boolean).length,
      seen: [...before.seen, ...marks.map((mark) => mark.key)].slice(-CARRIED),
      last: isNumbered(spec) ? rows.filter((row) => row.distinct).map((row) => row.key) : [],
    };
    return { rows, repeated, body, response, before, after };
  }

  #counted(before: PagingState, { answer }: FetchedPage): PagingState {
    const count = answer.items.length;
    const named = [answer.nextCursor, answer.nextUrl, answer.nextPage, answer.nextOffset];
    return {
      ...before,
      pages: before.pages + 1,
      rows: before.rows + count,
      skipped:
        before.first === null ? skippedBefore(this.#call.operation.paging, this.#call.params, count) : before.skipped,
      first: before.first ?? count,
      fullest: Math.max(before.fullest, count),
      total: answer.total ?? before.total,
      totalPages: answer.totalPages ?? before.totalPages,
      moved: before.moved || hasChanged(before, answer),
      announced: before.announced || named.some((next) => next !== undefined && next !== null),
    };
  }

  /** A page got with cursor 0 that is empty or brings nothing new: then 0 was the server's word for the end. */
  #isQuietEnd(position: Position, { rows }: FetchedPage, marks: readonly Mark[], page: number): boolean {
    if (position.at !== "cursor" || !isZero(position.value)) return false;
    if (this.#call.operation.paging.style !== "cursor" || page === 0) return false;
    return rows.length === 0 || marks.some((mark) => this.#memory.isMet(mark, page));
  }

  /** Inserted rows push a page's content onto the next one; plain values may be equal by nature. */
  #mayRepeat(before: PagingState, { answer, rows }: FetchedPage, marks: readonly Mark[]): boolean {
    const isPlain = rows.every((row) => !row.distinct);
    if (!isNumbered(this.#call.operation.paging)) return isPlain;
    // Once the total has moved, several pages may come again; the total itself ends the listing.
    if (before.moved || hasChanged(before, answer)) return true;
    return isFirstRepeat(marks, before.seen) || (isPlain && answer.total !== undefined);
  }
}
