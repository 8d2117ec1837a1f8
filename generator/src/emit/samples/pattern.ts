import type { Limits } from "../../model/schema.js";

/** Tried before a text is made from the pattern itself: they read better. */
const USUAL = (
  "sample Sample SAMPLE sample-1 sample_1 a A 1 10 abc123 sample@example.com 2026-01-02 2026-01-02T03:04:05Z 03:04 " +
  "03:04:05 1.0.0 1.00 #aabbcc en en-US USD https://example.com/a /a example.com 192.0.2.1 +15555550100 5555550100 " +
  "0f5c8a6e-5d2b-4f2e-9a57-0d8f2a8f4c11"
).split(" ");

/** A text that fits a pattern and the lengths beside it; undefined where none is found. */
export function textMatching(pattern: string, limits: Limits = {}): string | undefined {
  const test = compiled(pattern);
  if (!test) return undefined;
  const { minLength = 0, maxLength = Infinity } = limits;
  const fits = (text: string): boolean => text.length >= minLength && text.length <= maxLength && test.test(text);
  const usual = USUAL.find(fits);
  if (usual !== undefined) return usual;
  for (let repeat = 0; repeat <= Math.min(minLength, 64) + 2; repeat++) {
    const made = new Writer(pattern, repeat).text();
    if (made !== undefined && fits(made)) return made;
  }
  return undefined;
}

/** Undefined: JavaScript has no such expression, or the text is too long to be tried. */
export function compiled(pattern: string): RegExp | undefined {
  if (pattern.length > 500) return undefined;
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      continue;
    }
  }
  return undefined;
}

const CLASSES: { readonly [letter: string]: string } = {
  d: "1",
  w: "a",
  s: " ",
  D: "a",
  W: "-",
  S: "a",
  n: "\n",
  t: "\t",
};

/** Writes the plainest text of a regular expression: first alternatives, fewest repetitions and `repeat` more. */
class Writer {
  readonly #pattern: string;
  readonly #repeat: number;
  #at = 0;

  constructor(pattern: string, repeat: number) {
    this.#pattern = pattern;
    this.#repeat = repeat;
  }

  /** Undefined: the pattern uses what this cannot write. */
  text(): string | undefined {
    const text = this.#alternatives();
    return this.#at === this.#pattern.length ? text : undefined;
  }

  #alternatives(): string | undefined {
    let first: string | undefined;
    for (let turn = 0; ; turn++) {
      const text = this.#sequence();
      if (text === undefined) return undefined;
      if (turn === 0) first = text;
      if (this.#pattern[this.#at] !== "|") return first;
      this.#at++;
    }
  }

  #sequence(): string | undefined {
    let text = "";
    while (this.#at < this.#pattern.length && !"|)".includes(this.#pattern[this.#at]!)) {
      const one = this.#atom();
      if (one === undefined) return undefined;
      text += one.repeat(this.#quantity());
      if (text.length > 500) return undefined;
    }
    return text;
  }

  #atom(): string | undefined {
    const character = this.#pattern[this.#at++]!;
    if (character === "^" || character === "$") return "";
    if (character === ".") return "a";
    if (character === "[") return this.#set();
    if (character === "(") return this.#group();
    return character === "\\" ? this.#escape() : character;
  }

  #group(): string | undefined {
    const head = /^\?(?::|<[A-Za-z]\w*>|[=!]|<[=!])/.exec(this.#pattern.slice(this.#at))?.[0] ?? "";
    this.#at += head.length;
    const inner = this.#alternatives();
    if (this.#pattern[this.#at++] !== ")") return undefined;
    // What is looked ahead to is written by what follows, or the test refuses the text.
    return /^\?<?[=!]/.test(head) ? "" : inner;
  }

  #escape(): string | undefined {
    const letter = this.#pattern[this.#at++];
    if (letter === undefined || /[1-9kbBpPxuc]/.test(letter)) {
      if (letter === "b" || letter === "B") return "";
      const code = letter === "x" || letter === "u" ? /^(?:\{([0-9a-f]+)\}|([0-9a-f]{2,4}))/i : undefined;
      const found = code?.exec(this.#pattern.slice(this.#at));
      if (found) {
        this.#at += found[0].length;
        return String.fromCodePoint(Number.parseInt(found[1] ?? found[2]!, 16));
      }
      const property = /^\{[^}]*\}/.exec(this.#pattern.slice(this.#at))?.[0];
      if ((letter === "p" || letter === "P") && property) {
        this.#at += property.length;
        return /N/.test(property) ? "1" : "a";
      }
      return undefined;
    }
    return CLASSES[letter] ?? letter;
  }

  #set(): string | undefined {
    const end = this.#endOfSet();
    if (end < 0) return undefined;
    const source = this.#pattern.slice(this.#at - 1, end + 1);
    this.#at = end + 1;
    const test = compiled(`^${source}$`);
    const readable = "a1A0-_. /:,+@#bBzZ~!$%&'()*;=?[]{}|\\\"<>^`";
    return [...readable].find((character) => test?.test(character));
  }

  #endOfSet(): number {
    for (let at = this.#at; at < this.#pattern.length; at++) {
      if (this.#pattern[at] === "\\") at++;
      else if (this.#pattern[at] === "]") return at;
    }
    return -1;
  }

  #quantity(): number {
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.#pattern.slice(this.#at));
    if (!found) return 1;
    this.#at += found[0].length;
    const [mark, least, open, most] = found;
    if (mark.startsWith("?")) return 0;
    if (mark.startsWith("*")) return this.#repeat;
    if (mark.startsWith("+")) return 1 + this.#repeat;
    const low = Math.min(Number(least), 500);
    return open === undefined
      ? low
      : Math.min(low + this.#repeat, most ? Math.min(Number(most), 500) : low + this.#repeat);
  }
}
