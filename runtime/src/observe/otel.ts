import type * as OpenTelemetry from "@opentelemetry/api";
import { SdkError } from "../errors/sdk-error.js";
import type { CallContext, HttpRequest, Layer } from "../http.js";

type Api = typeof OpenTelemetry;

/**
 * One CLIENT span per call, after OpenTelemetry's conventions for HTTP, and `traceparent` for the server. Does nothing
 * where `@opentelemetry/api` is not installed. URLs are redacted.
 *
 * @example
 * import { openTelemetry } from "@sdkwright/runtime/otel";
 *
 * const github = new GitHub({ tracing: openTelemetry() });
 */
export function openTelemetry(): Layer {
  let loading: Promise<Api | undefined> | undefined;
  return (next) => async (request, context) => {
    loading ??= import("@opentelemetry/api").catch(() => undefined);
    const api = await loading;
    if (!api) return next(request, context);

    const tracer = api.trace.getTracer("@sdkwright/runtime");
    const name = `${request.method} ${templateOf(context)}`;
    const span = tracer.startSpan(name, { kind: api.SpanKind.CLIENT, attributes: attributesOf(request, context) });
    const active = api.trace.setSpan(api.context.active(), span);
    try {
      const headers = { ...request.headers };
      api.propagation.inject(active, headers);
      const response = await api.context.with(active, () => next({ ...request, headers }, context));
      span.setAttribute("http.response.status_code", response.status);
      if (response.status >= 400) fail(api, span, String(response.status));
      return response;
    } catch (error) {
      // The message of an SdkError holds no secret; of anything else only the name is told.
      fail(
        api,
        span,
        error instanceof SdkError ? error.code : nameOf(error),
        error instanceof SdkError ? error.message : undefined,
      );
      throw error;
    } finally {
      if (context.attempts.length > 1) span.setAttribute("http.request.resend_count", context.attempts.length - 1);
      span.end();
    }
  };
}

function attributesOf({ method, origin }: HttpRequest, context: CallContext): OpenTelemetry.Attributes {
  const { hostname, port, protocol } = new URL(origin);
  return {
    "http.request.method": method,
    "url.full": context.redactedUrl,
    "url.template": templateOf(context),
    "server.address": hostname,
    "server.port": Number(port) || (protocol === "https:" ? 443 : 80),
    "sdkwright.operation.id": context.operation.id,
  };
}

// The conventions want a name of few values: the template, without what it was filled with.
function templateOf({ operation }: CallContext): string {
  return operation.path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "").replace(/[?#].*$/s, "") || "/";
}

function fail(api: Api, span: OpenTelemetry.Span, type: string, message?: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: api.SpanStatusCode.ERROR, ...(message === undefined ? {} : { message }) });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "_OTHER";
}
