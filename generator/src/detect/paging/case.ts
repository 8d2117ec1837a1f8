import type { Evidence } from "../facts.js";

/** The case for a decision: evidence for and against it, weighed in log-odds. */
export class Case {
  #score: number;
  readonly #evidence: Evidence[] = [];

  /** `prior`: how likely the decision is before anything is known. */
  constructor(prior = 0) {
    this.#score = prior;
  }

  get score(): number {
    return this.#score;
  }

  get evidence(): readonly Evidence[] {
    return this.#evidence;
  }

  /** 0 to 1. */
  get confidence(): number {
    return Math.round(100 / (1 + Math.exp(-this.#score))) / 100;
  }

  /** Adds a piece of evidence; one of no weight is not one. */
  add(weight: number, text?: string, at?: string): this {
    if (weight === 0) return this;
    this.#score += weight;
    if (text !== undefined)
      this.#evidence.push({ text: weight < 0 ? `against: ${text}` : text, ...(at !== undefined && { at }) });
    return this;
  }

  /** Takes over another case, as far as it is worth `most`. */
  join(other: { readonly score: number; readonly evidence: readonly Evidence[] }, most = Infinity): this {
    this.#score += Math.min(other.score, most);
    this.#evidence.push(...other.evidence);
    return this;
  }
}
