/** How deep lists and objects of a text may nest. Real documents stay under 60. */
export const MAX_DEPTH = 400;

/** A text that cannot be used, and where. */
export class TextProblem extends Error {
  override readonly name = "TextProblem";

  constructor(
    readonly code: string,
    readonly offset: number,
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }

  static tooDeep(offset: number): TextProblem {
    const message = `Lists and objects nest more than ${MAX_DEPTH} levels deep here.`;
    return new TextProblem("load/too-deep", offset, message, "Flatten the document, or move parts into components.");
  }
}
