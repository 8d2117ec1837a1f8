import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { onAbort } from "../../../runtime/src/retry/abort.js";
import { systemClock } from "../../../runtime/src/retry/clock.js";

const listeners = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;

describe("waiting for an abort", () => {
  test("takes one listener for all who wait, and none when nobody does", () => {
    const { signal } = new AbortController();
    const forget = Array.from({ length: 100 }, () => onAbort(signal, () => {}));
    expect(listeners(signal)).toBe(1);
    for (const one of forget) one();
    expect(listeners(signal)).toBe(0);
  });

  test("calls everyone back who still waits, also those who came after another left", () => {
    const controller = new AbortController();
    const called: string[] = [];
    onAbort(controller.signal, () => called.push("left"))();
    const forget = onAbort(controller.signal, () => called.push("left too"));
    onAbort(controller.signal, () => called.push("waits"));
    forget();
    controller.abort();
    expect(called).toEqual(["waits"]);
  });
});

describe("sleep", () => {
  test("rejects with the signal's reason, at once", async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(60_000, controller.signal);
    controller.abort("enough");
    await expect(sleep).rejects.toBe("enough");
    await expect(systemClock.sleep(60_000, controller.signal)).rejects.toBe("enough");
  });

  test("leaves no listener behind", async () => {
    const { signal } = new AbortController();
    await Promise.all([systemClock.sleep(1, signal), systemClock.sleep(2, signal)]);
    expect(listeners(signal)).toBe(0);
  });

  test("does not end early when the wait is longer than a timer can be", async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(2 ** 32, controller.signal).then(() => "woke");
    const early = await Promise.race([sleep.catch(() => "aborted"), systemClock.sleep(20).then(() => "still asleep")]);
    controller.abort();
    expect(early).toBe("still asleep");
  });
});
