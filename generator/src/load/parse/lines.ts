/** Lines of a text, found when first asked for. */
export class Lines {
  #starts: number[] | undefined;

  constructor(readonly text: string) {}

  /** Line and column, from 1, of an offset. */
  at(offset: number): { readonly line: number; readonly column: number } {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  }

  /** Lines by number; only those asked for are cut out of the text. */
  around(line: number, context: number): readonly string[] {
    const starts = this.#lineStarts();
    const lines: string[] = [];
    const last = Math.min(starts.length, line + context);
    for (let number = Math.max(1, line - context); number <= last; number++) {
      lines[number - 1] = this.text.slice(starts[number - 1], (starts[number] ?? this.text.length + 1) - 1);
    }
    lines.length = last;
    return lines;
  }

  #lineStarts(): number[] {
    if (this.#starts) return this.#starts;
    const starts = [0];
    for (let at = this.text.indexOf("\n"); at !== -1; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
    return (this.#starts = starts);
  }
}
