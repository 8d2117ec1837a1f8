import { context, propagation, SpanKind, SpanStatusCode, trace, type Context } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTelemetry } from "@sdkwright/runtime/otel";
import { getThing, play } from "./client.js";

const exporter = new InMemorySpanExporter();

beforeAll(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  propagation.setGlobalPropagator({
    inject(active: Context, carrier: object, setter) {
      const span = trace.getSpanContext(active);
      if (span) setter.set(carrier, "traceparent", `00-${span.traceId}-${span.spanId}-01`);
    },
    extract: (active) => active,
    fields: () => ["traceparent"],
  });
});

beforeEach(() => exporter.reset());

afterAll(() => {
  trace.disable();
  propagation.disable();
  context.disable();
});

test("one CLIENT span per call, with HTTP conventions, resends and traceparent", async () => {
  const { client, sent } = play([{ status: 503 }, {}], { tracing: openTelemetry() });
  await client.call(getThing, { id: "42", q: "x" });
  const spans = exporter.getFinishedSpans();
  expect(spans).toHaveLength(1);
  const [span] = spans;
  expect(span).toMatchObject({
    name: "GET /things/{id}",
    kind: SpanKind.CLIENT,
    status: { code: SpanStatusCode.UNSET },
  });
  expect(span!.attributes).toEqual({
    "http.request.method": "GET",
    "http.response.status_code": 200,
    "http.request.resend_count": 1,
    "url.full": "https://api.example.com/v1/things/42?q=x",
    "url.template": "/things/{id}",
    "server.address": "api.example.com",
    "server.port": 443,
    "sdkwright.operation.id": "things.get",
  });
  const { traceId, spanId } = span!.spanContext();
  expect(sent.map(({ headers }) => headers["traceparent"])).toEqual(Array(2).fill(`00-${traceId}-${spanId}-01`));
});

test("a failure is told without a secret", async () => {
  const { client } = play([{ status: 404 }, new TypeError("secret-token leaked")], {
    tracing: openTelemetry(),
    retry: false,
  });
  await expect(client.call(getThing, { id: "1" })).rejects.toThrow();
  await expect(client.call(getThing, { id: "2" })).rejects.toThrow();
  const [notFound, broken] = exporter.getFinishedSpans();
  expect(notFound).toMatchObject({ attributes: { "error.type": "404" }, status: { code: SpanStatusCode.ERROR } });
  expect(broken).toMatchObject({ attributes: { "error.type": "TypeError" }, status: { code: SpanStatusCode.ERROR } });
  expect(JSON.stringify(broken!.attributes) + JSON.stringify(broken!.status)).not.toContain("secret-");
});

test("without an SDK that records, calls are the same", async () => {
  trace.disable();
  const { client } = play([{}], { tracing: openTelemetry() });
  expect(await client.call(getThing, { id: "1" })).toEqual({ ok: true });
  expect(exporter.getFinishedSpans()).toEqual([]);
});
