import { Client, type BodySpec, type HttpRequest, type Operation, type ServerSpec } from "@sdkwright/runtime";
import { undiciTransport } from "@sdkwright/runtime/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { json, partsOf, RecordingServer } from "../support/recording-server.js";
import { apiAt } from "../support/wire.js";

// Shapes as they stand in Stripe's own document.
const deep = { style: "deepObject", explode: true } as const;
const form = (...names: string[]): BodySpec => ({
  "application/x-www-form-urlencoded": {
    kind: "form",
    encoding: Object.fromEntries(names.map((name) => [name, deep])),
  },
});
const FILES: ServerSpec[] = [{ url: "https://files.stripe.com/" }];

let server: RecordingServer;
let client: Client;
beforeAll(async () => {
  server = await RecordingServer.start();
  const undici = undiciTransport();
  // Everything goes to the loopback, under the name of the host that it was meant for.
  const send = (request: HttpRequest, context: never) =>
    undici.send(
      { ...request, origin: server.origin, headers: { ...request.headers, host: new URL(request.origin).host } },
      context,
    );
  const transport = { send, close: undici.close?.bind(undici) } as typeof undici;
  client = new Client(apiAt("https://api.stripe.com/"), { transport });
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});

describe("Stripe's own ways", () => {
  it("ranges and lists in queries", async () => {
    const operation: Operation = {
      id: "GetCharges",
      method: "GET",
      path: "/v1/charges",
      params: {
        created: { in: "query", ...deep },
        expand: { in: "query", ...deep },
        limit: { in: "query", style: "form" },
      },
    };
    await client.call(operation, { created: { gte: 1, lt: 2 }, expand: ["data.customer", "data.refunds"], limit: 3 });
    expect(decodeURIComponent(server.last.url)).toBe(
      "/v1/charges?created[gte]=1&created[lt]=2&expand[]=data.customer&expand[]=data.refunds&limit=3",
    );
    await client.call(operation, { created: 5 });
    expect(server.last.url).toBe("/v1/charges?created=5");
    expect(server.last.headers.host).toBe("api.stripe.com");
  });

  it("nested forms", async () => {
    const operation: Operation = {
      id: "PostSubscriptions",
      method: "POST",
      path: "/v1/subscriptions",
      body: form("items", "metadata", "expand"),
    };
    await client.call(operation, {
      body: {
        customer: "cus_1",
        items: [{ price: "p_1", quantity: 2 }, { price: "p_2" }],
        metadata: { order: "6735" },
        expand: ["latest_invoice"],
        description: "",
      },
    });
    expect(server.last.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(decodeURIComponent(server.last.body.toString())).toBe(
      "customer=cus_1&items[0][price]=p_1&items[0][quantity]=2&items[1][price]=p_2&metadata[order]=6735&expand[]=latest_invoice&description=",
    );
  });

  it("a file upload to its own host", async () => {
    const body: BodySpec = {
      "multipart/form-data": { kind: "multipart", encoding: { expand: deep, file_link_data: deep } },
    };
    const operation: Operation = { id: "PostFiles", method: "POST", path: "/v1/files", servers: FILES, body };
    const file = new File([Uint8Array.of(0, 1, 255)], "logo.png", { type: "image/png" });
    await client.call(operation, { body: { purpose: "business_logo", file, file_link_data: { create: true } } });
    expect(server.last.headers.host).toBe("files.stripe.com");
    expect(
      partsOf(server.last).map(({ name, filename, contentType, content }) => [
        name,
        filename,
        contentType,
        content.toString("hex"),
      ]),
    ).toEqual([
      ["purpose", undefined, undefined, Buffer.from("business_logo").toString("hex")],
      ["file", "logo.png", "image/png", "0001ff"],
      ["file_link_data[create]", undefined, undefined, Buffer.from("true").toString("hex")],
    ]);
  });

  it("a PDF, byte for byte", async () => {
    const pdf = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
    server.respond = (_, response) => void response.writeHead(200, { "content-type": "application/pdf" }).end(pdf);
    const operation: Operation = {
      id: "GetQuotesQuotePdf",
      method: "GET",
      path: "/v1/quotes/{quote}/pdf",
      servers: FILES,
      params: { quote: { in: "path", style: "simple" } },
      answers: { 200: { "application/pdf": "binary" } },
    };
    const blob = (await client.call(operation, { quote: "qt_1" })) as Blob;
    expect(Buffer.from(await blob.arrayBuffer()).equals(pdf)).toBe(true);
    const raw = await client.call(operation, { quote: "qt_1" }).raw();
    expect(Buffer.from(await raw.bytes()).equals(pdf)).toBe(true);
    server.respond = (_, response) => json(response, {});
  });
});
