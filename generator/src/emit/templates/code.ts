/** Text that may stand in a file as it is: every part of it that came from a document has been encoded. */
export class Code {
  constructor(readonly text: string) {}
}

export const code = (text: string): Code => new Code(text);
