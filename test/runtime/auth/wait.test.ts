import { expect, test } from "vitest";
import { abortable, bounded } from "../../../runtime/src/auth/wait.js";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const failing = async (): Promise<never> => {
  await pause(5);
  throw new Error("late failure");
};

test("an abort ends the wait; a failure of the work afterwards harms nobody", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", note);
  const early = AbortSignal.abort(new Error("early"));
  await expect(abortable(failing(), early)).rejects.toThrow("early");
  const controller = new AbortController();
  const waiting = abortable(failing(), controller.signal);
  controller.abort(new Error("during"));
  await expect(waiting).rejects.toThrow("during");
  await expect(bounded(failing(), 1, () => new Error("bound"))).rejects.toThrow("bound");
  await pause(20);
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

test("work that is done in time is what is got", async () => {
  const { signal } = new AbortController();
  expect(await abortable(Promise.resolve(1), signal)).toBe(1);
  expect(await bounded(Promise.resolve(2), 1_000, () => new Error("bound"))).toBe(2);
  await expect(abortable(failing(), signal)).rejects.toThrow("late failure");
});
