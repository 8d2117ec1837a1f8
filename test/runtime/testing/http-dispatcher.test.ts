import { gzipSync } from "node:zlib";
import nock from "nock";
import { fetch } from "undici";
import { afterEach, describe, expect, test } from "vitest";
import { Client, type OperationDefinition } from "@sdkwright/runtime";
import { HttpDispatcher } from "@sdkwright/runtime/testing";
import { RecordingServer } from "../../support/recording-server.js";
import { apiAt } from "../../support/wire.js";

const get: OperationDefinition = { id: "get", method: "GET", path: "/a" };
const put: OperationDefinition = { id: "put", method: "PUT", path: "/a", body: { "*/*": "binary" } };
const clientOf = (url: string) =>
  new Client(apiAt(url), { dispatcher: new HttpDispatcher(), retry: false, throttle: false });

afterEach(() => nock.cleanAll());

describe("on a real server", () => {
  test("an answer comes with its headers, its cookies one by one, and without its coding", async () => {
    await using server = await RecordingServer.start((_, response) => {
      response.writeHead(
        200,
        [
          ["content-type", "application/json"],
          ["content-encoding", "gzip"],
          ["x-a", "1"],
          ["x-a", "2"],
          ["set-cookie", "a=1"],
          ["set-cookie", "b=2"],
        ].flat(),
      );
      response.end(gzipSync('{"ok":true}'));
    });
    const client = clientOf(server.origin);
    const { data, response } = await client.call(get as never, undefined).withResponse();
    expect(data).toEqual({ ok: true });
    expect(Object.fromEntries(response.headers)).toMatchObject({ "x-a": "1, 2" });
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  test.each([
    ["bytes", new Uint8Array([1, 2, 3]), [1, 2, 3]],
    ["a Blob", new Blob(["abc"]), [97, 98, 99]],
    ["a stream", new Blob(["abc"]).stream(), [97, 98, 99]],
    ["text beyond ASCII", "é", [195, 169]],
  ])("sends %s", async (_title, body, want) => {
    await using server = await RecordingServer.start();
    await clientOf(server.origin).call(put as never, { body } as never);
    expect([...server.last.body]).toEqual(want);
  });

  test("an abort ends the connection, and the answer's body", async () => {
    let close: () => void;
    const closed = new Promise<void>((resolve) => (close = resolve));
    await using server = await RecordingServer.start((_, response) => {
      response.writeHead(200, { "content-type": "text/plain" }).write("begin");
      response.on("close", () => close());
    });
    const controller = new AbortController();
    const raw = await clientOf(server.origin)
      .call(get as never, undefined, { signal: controller.signal })
      .raw();
    controller.abort();
    await expect(raw.text()).rejects.toThrow(/aborted/);
    await closed;
  });

  test("a connection that is cut, and one that is refused, are connection errors", async () => {
    const server = await RecordingServer.start((_, response) => void response.destroy());
    await expect(clientOf(server.origin).call(get as never, undefined)).rejects.toMatchObject({ code: "CONNECTION" });
    const { origin } = server;
    await server[Symbol.asyncDispose]();
    await expect(clientOf(origin).call(get as never, undefined)).rejects.toMatchObject({ code: "CONNECTION" });
  });

  test("undici's own fetch sends through it, uploads included", async () => {
    await using server = await RecordingServer.start((request, response) => void response.end(request.body));
    const answer = await fetch(server.origin, {
      method: "POST",
      body: "abc",
      dispatcher: new HttpDispatcher(),
    });
    expect(await answer.text()).toBe("abc");
  });

  test("what a handler throws ends that exchange, not the process", async () => {
    await using server = await RecordingServer.start();
    const error = await new Promise((resolve) => {
      new HttpDispatcher().dispatch(
        { origin: server.origin, path: "/", method: "GET" },
        {
          onRequestStart: () => undefined,
          onResponseStart() {
            throw new Error("mine");
          },
          onResponseError: (_, cause) => resolve(cause),
        },
      );
    });
    expect(error).toMatchObject({ message: "mine" });
  });

  test("after close it takes nothing", async () => {
    const dispatcher = new HttpDispatcher();
    await dispatcher.close();
    expect(() => dispatcher.dispatch({ origin: "http://127.0.0.1:1", path: "/", method: "GET" }, {})).toThrow(/closed/);
  });
});

test("nock sees what a client sends", async () => {
  const scope = nock("https://api.example.test", { reqheaders: { "x-a": "1" } })
    .put("/a", "abc")
    .reply(200, { ok: true });
  const client = clientOf("https://api.example.test");
  expect(await client.call(put as never, { body: "abc" } as never, { headers: { "x-a": "1" } })).toEqual({ ok: true });
  scope.done();
});
