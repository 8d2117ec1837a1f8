import { createParser } from "eventsource-parser";

/** One event, or one line of JSON lines, as text. */
export interface Frame {
  readonly data: string;
  readonly event?: string | undefined;
  readonly id?: string | undefined;
  readonly retry?: number | undefined;
}

/** Cuts text that arrives in pieces into frames. */
export interface Framer {
  /** The frames that this piece completes. @throws FrameTooLarge */
  feed(text: string): readonly Frame[];
  /** The text has ended: what that completes. @throws FrameTooLarge */
  end(): readonly Frame[];
  /** What was begun and not completed when the text ended. */
  rest(): Frame | undefined;
}

/** A frame that does not end within its bound. */
export class FrameTooLarge extends Error {}

/** Server-sent events. Comments complete nothing. */
export function eventFramer(mostCharacters: number): Framer {
  let frames: Frame[] = [];
  let retry: number | undefined;
  let last = "";
  const parser = createParser({
    maxBufferSize: mostCharacters,
    onEvent: (event) => {
      frames.push({ ...event, retry });
      retry = undefined;
    },
    onRetry: (delay) => (retry = delay),
    onError: (error) => {
      // Unknown fields and odd `retry` values are to be ignored, says the standard.
      if (error.type === "max-buffer-size-exceeded") throw new FrameTooLarge();
    },
  });
  const feed = (text: string): readonly Frame[] => {
    last = text.at(-1) ?? last;
    parser.feed(text);
    const complete = frames;
    frames = [];
    return complete;
  };
  return {
    feed,
    // The parser waits whether a line feed follows a carriage return.
    end: () => (last === "\r" ? feed("\n") : []),
    // An event ends with a blank line; where the text ended without one, the parser still holds the event.
    rest: () => feed("\n\n")[0],
  };
}

/** JSON lines, also with the record separators of RFC 7464. Blank lines complete nothing. */
export function lineFramer(mostCharacters: number): Framer {
  let held = "";
  return {
    feed(text) {
      const lines = text.split("\n");
      lines[0] = held + lines[0]!;
      held = lines.pop()!;
      if (held.length > mostCharacters || lines.some((line) => line.length > mostCharacters)) throw new FrameTooLarge();
      return lines.map(toFrame).filter((frame) => frame !== undefined);
    },
    end: () => [],
    rest: () => toFrame(held),
  };
}

const RECORD_SEPARATOR = "\u001e";

function toFrame(line: string): Frame | undefined {
  const data = (line.startsWith(RECORD_SEPARATOR) ? line.slice(1) : line).trim();
  return data === "" ? undefined : { data };
}
