/** An integer beyond 2^53, as it stands in the text. */
export class ExactInteger {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

/** Whether a text may hold integers that `JSON.parse` would round. */
export function mayRound(text: string): boolean {
  return /\d{16}/.test(text);
}

/** Parses JSON without rounding: integers beyond 2^53 become {@link ExactInteger}. */
export type ExactParser = (text: string) => unknown;

let loading: Promise<ExactParser> | undefined;

/** Loads the exact parser: only where a codec asks for bigints, so that no other bundle or start carries it. */
export function loadExactParser(): Promise<ExactParser> {
  loading ??= import("lossless-json").then(({ parse }) => {
    const options = { parseNumber, onDuplicateKey: ({ newValue }: { newValue: unknown }) => newValue };
    return (text: string) => parse(text, null, options);
  });
  return loading;
}

function parseNumber(digits: string): unknown {
  const value = Number(digits);
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(digits) ? value : new ExactInteger(digits);
}

/** Makes ordinary numbers of the exact integers that no codec claimed; their type says `number`. */
export function roundRest(value: unknown): unknown {
  if (value instanceof ExactInteger) return Number(value.digits);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) value[index] = roundRest(item);
    return value;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === "object" && item !== null) setOwn(value, key, roundRest(item));
  }
  return value;
}

/** Sets a member that may be called `__proto__`. */
export function setOwn(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
