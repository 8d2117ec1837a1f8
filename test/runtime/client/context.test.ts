import { expect, test } from "vitest";
import { Context } from "../../../runtime/src/request/context.js";

test("a deadline that no timer can keep has not passed when it is refused", async () => {
  const context = new Context({
    operation: { id: "op", method: "GET", path: "/" },
    options: {},
    timeouts: { headers: 0, body: 0 },
    clientSignal: new AbortController().signal,
  });
  context.bind([], Infinity);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(context.signal.aborted).toBe(false);
  context.release();
});
