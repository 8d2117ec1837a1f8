import type { StreamSpec } from "../contract.js";
import { ApiError } from "../errors/api-error.js";
import { DecodeError } from "../errors/decode-error.js";
import { what } from "../errors/network-error.js";
import { SdkError } from "../errors/sdk-error.js";
import type { CallContext } from "../http.js";
import { excerptOf, quoted } from "../response/excerpt.js";
import { isJsonData } from "./data-kind.js";
import type { Frame } from "./frames.js";
import { Reading, truncated } from "./reading.js";
import type { OpenedStream, StreamCall } from "./types.js";

/** The events of an open stream, up to its end. `onId` is told of each `id`. */
export async function* eventsOf(
  call: StreamCall,
  opened: OpenedStream,
  { signal, onId }: { readonly signal: AbortSignal; readonly onId: (id: string) => void },
): AsyncGenerator<unknown, void, undefined> {
  const { spec } = call;
  const { body, context } = opened;
  await refuseOtherContent(spec, opened);
  const reading = new Reading(call, body?.stream(), context, signal);
  try {
    for await (const frame of reading.frames()) {
      if (frame.id !== undefined) onId(frame.id);
      if (spec.terminator !== undefined && frame.data === spec.terminator) return;
      // Servers keep connections open with `data:` and nothing behind it.
      if (!spec.envelope && frame.data.trim() === "" && isJsonData(spec, frame.event)) continue;
      yield toEvent(call, frame, opened);
    }
    if (spec.terminator === undefined) return;
    throw truncated(`the stream ended without its last event, ${spec.terminator}`, context);
  } finally {
    await reading.close();
  }
}

// A page of HTML is no empty stream.
async function refuseOtherContent({ format }: StreamSpec, { body, response, context }: OpenedStream): Promise<void> {
  const { mediaType, status } = response;
  const isOther = format === "sse" ? /[/+](?:html|xml|json)$/ : /[/+](?:html|xml)$/;
  if (mediaType === undefined || !isOther.test(mediaType)) return;
  await body?.cancel();
  const problem = `answered ${status} with ${mediaType}, not a stream of events`;
  throw new DecodeError(`${what(context)} ${problem}; check baseUrl, or the document's content types`, {
    context,
    status,
  });
}

function toEvent(call: StreamCall, frame: Frame, { context, response: { status } }: OpenedStream): unknown {
  const { spec } = call;
  if (spec.format === "sse" && frame.event === "error") throw reportedError(frame, status, context);
  const isJson = isJsonData(spec, frame.event);
  const data = isJson ? decoded(call, frame.data, status, context) : frame.data;
  if (!spec.envelope) return data;
  // Schemas judge what was sent, not what was made of it.
  call.check?.({ ...present(frame), data: isJson ? (JSON.parse(frame.data) as unknown) : data });
  return { ...present(frame), data };
}

function decoded({ decode = JSON.parse }: StreamCall, text: string, status: number, context: CallContext): unknown {
  try {
    return decode(text);
  } catch (cause) {
    if (cause instanceof SdkError) throw cause;
    const problem = `an event of the stream is no JSON: ${quoted(context, text)}; read it with .raw()`;
    const excerpt = excerptOf(context, text);
    throw new DecodeError(`${what(context)}: ${problem}`, { context, status, cause, excerpt });
  }
}

/** An error that the server reports within the stream, as an event named `error`. */
function reportedError({ data }: Frame, status: number, context: CallContext): ApiError {
  let body: unknown = data;
  try {
    body = JSON.parse(data);
  } catch {
    // Then its text is all there is.
  }
  const message = `${what(context)} reported an error within the stream: ${excerptOf(context, data, 500)}`;
  return new ApiError(message, { context, status, body });
}

function present(frame: Frame): Partial<Frame> {
  return Object.fromEntries(Object.entries(frame).filter(([, value]) => value !== undefined));
}
