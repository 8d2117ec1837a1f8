import { EVENT_ID, type Event } from "js-yaml";

/** Characters that may be parsed again in all; each line to be mended costs one more parse. */
const BUDGET = 100_000_000;

/** Events of a YAML text, and offsets of lines that had to be taken for further in than they stand. */
export interface LenientEvents {
  readonly events: Event[];
  readonly mends: readonly number[];
}

/**
 * Quoted texts and brackets over several lines must be indented further than their key. Many documents have the closing
 * bracket under the key or a pasted certificate at the margin, and most readers take it. Where the parser stops, the line
 * break before the place is read as a space: every offset stays, and what quoted texts say is read from the text itself.
 */
export function lenientEvents(text: string, parse: (text: string) => Event[]): LenientEvents {
  const mends: number[] = [];
  let mended = text;
  for (let spent = 0; ; spent += text.length) {
    try {
      return { events: mends.length > 0 ? parse(mended).map((event) => unfold(event, mends)) : parse(mended), mends };
    } catch (error) {
      const offset = indentError(error);
      const joined = offset === undefined || spent > BUDGET ? undefined : joinLines(mended, offset);
      if (offset === undefined || joined === undefined) throw error;
      mends.push(offset);
      mended = joined;
    }
  }
}

function indentError(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("reason" in error) || error.reason !== "deficient indentation") return undefined;
  return (error as Error & { readonly mark?: { readonly position: number } }).mark?.position;
}

/** Undefined: no line break stands before the place. */
function joinLines(text: string, offset: number): string | undefined {
  let begin = offset;
  while (begin > 0 && /\s/.test(text[begin - 1] ?? "")) begin--;
  const space = text.slice(begin, offset);
  return /[\r\n]/.test(space) ? text.slice(0, begin) + space.replace(/[\r\n]/g, " ") + text.slice(offset) : undefined;
}

/** A text whose line breaks are gone must not be taken for one that never had any. */
function unfold(event: Event, mends: readonly number[]): Event {
  if (event.type !== EVENT_ID.SCALAR || !event.fast) return event;
  return mends.some((at) => at > event.valueStart && at <= event.valueEnd) ? { ...event, fast: false } : event;
}
