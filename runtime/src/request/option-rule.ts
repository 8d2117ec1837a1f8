import { LONGEST_TIMER } from "../retry/clock.js";

/** What one option may be. */
export interface Rule {
  /** For people: "milliseconds, from 0 …". */
  readonly want: string;
  readonly fits: (value: unknown) => boolean;
  /** What an object may hold, where the option is one or may be one. */
  readonly members?: Shape;
}

/** What an object of options may hold. */
export type Shape = Readonly<Record<string, Rule>>;

/** A shape that the compiler holds complete: a rule for each option that there is. */
export type ShapeOf<Options> = { readonly [Name in keyof Required<Options>]: Rule };

const isNumber = (value: unknown, least: number, most: number): boolean =>
  typeof value === "number" && value >= least && value <= most;

/** A bound or a wait that a timer keeps. `zero`: what 0 means. */
export const ms = (zero = "which is no bound"): Rule => ({
  want: `milliseconds, from 0, ${zero}, to ${LONGEST_TIMER}`,
  fits: (value) => isNumber(value, 0, LONGEST_TIMER),
});

/** A time that is compared and never slept at one go, or a size: `Infinity` has a meaning. */
export const amount = (unit: string): Rule => ({
  want: `a number of ${unit}, 0 or more`,
  fits: (value) => isNumber(value, 0, Infinity),
});

/** A number of things; `Infinity` is as many as there are. */
export const count = (least: 0 | 1): Rule => ({
  want: `a whole number, ${least} or more`,
  fits: (value) => isNumber(value, least, Infinity) && (Number.isInteger(value) || value === Infinity),
});

/** A share of something. */
export const share: Rule = { want: "a number from 0 to 1", fits: (value) => isNumber(value, 0, 1) };

export const positive: Rule = {
  want: "a number above 0",
  fits: (value) => isNumber(value, Number.MIN_VALUE, Infinity),
};

/** One of a few words or numbers. */
export function oneOf(...values: readonly unknown[]): Rule {
  const shown = values.map((value) => JSON.stringify(value));
  return {
    want: [shown.slice(0, -1).join(", "), shown.at(-1)].filter(Boolean).join(" or "),
    fits: (one) => values.includes(one),
  };
}

export const text: Rule = { want: "text", fits: (value) => typeof value === "string" };

export const flag: Rule = oneOf(true, false);

export const callable: Rule = { want: "a function", fits: (value) => typeof value === "function" };

/** What others judge, who know more of it. */
export const whatever: Rule = { want: "anything", fits: () => true };

/** A list of values that follow a rule. */
export const listOf = (rule: Rule, what: string): Rule => ({
  want: `a list of ${what}`,
  fits: (value) => Array.isArray(value) && value.every(rule.fits),
});

/** An object of options. */
export const membersOf = (members: Shape, example: string): Rule => ({
  want: `an object, such as { ${example} }`,
  fits: isObject,
  members,
});

/** Something with methods, which may have many more. */
export const having = (what: string, ...methods: readonly string[]): Rule => ({
  want: `${what}: an object with ${methods.join(", ")}`,
  fits: (value) =>
    value !== null &&
    ["object", "function"].includes(typeof value) &&
    methods.every((name) => typeof Reflect.get(value as object, name) === "function"),
});

/** An object, whatever it holds. */
export const anObject: Rule = { want: "an object", fits: isObject };

/** One of several. */
export function either(...rules: readonly Rule[]): Rule {
  const members = rules.find((rule) => rule.members)?.members;
  return {
    want: rules.map(({ want }) => want).join(", or "),
    fits: (value) => rules.some((rule) => rule.fits(value)),
    ...(members && { members }),
  };
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
