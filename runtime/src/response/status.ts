/* Statuses as literal types, so that `error.status === 404` picks the body of 404. Types only. */

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type Hundred<First extends string> = `${First}${Digit}${Digit}` extends `${infer Status extends number}`
  ? Status
  : never;

/** 200 to 299. */
export type SuccessStatus = Hundred<"2">;
type FailureStatus = Hundred<"1"> | Hundred<"3"> | Hundred<"4"> | Hundred<"5">;

/** The statuses that a range key stands for. */
type RangeStatus<Key> = Key extends `${infer First extends "1" | "2" | "3" | "4" | "5"}${"XX" | "xx"}`
  ? Hundred<First>
  : never;

type NumberKey<Key> = Key extends number ? Key : Key extends `${infer Status extends number}` ? Status : never;

/** Every status that a key of a status map describes: exact wins over range, range over `default`. */
export type StatusesOf<Key, AllKeys, Universe> = [NumberKey<Key>] extends [never]
  ? [RangeStatus<Key>] extends [never]
    ? Exclude<Universe, NumberKey<AllKeys> | RangeStatus<AllKeys>>
    : Exclude<RangeStatus<Key>, NumberKey<AllKeys>>
  : NumberKey<Key>;

/** Statuses of the entries of a failure map. */
export type FailureStatusOf<Key, AllKeys> = StatusesOf<Key, AllKeys, FailureStatus>;
/** Statuses of the entries of a success map. */
export type SuccessStatusOf<Key, AllKeys> = StatusesOf<Key, AllKeys, SuccessStatus>;
/** Failure statuses that a map says nothing about. */
export type UndeclaredStatus<Keys> = "default" extends Keys
  ? never
  : Exclude<FailureStatus, NumberKey<Keys> | RangeStatus<Keys>>;
