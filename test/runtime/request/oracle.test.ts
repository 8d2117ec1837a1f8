import type { OperationDefinition, ParameterSpec } from "@sdkwright/runtime";
import * as fc from "fast-check";
import SwaggerClient from "swagger-client";
import { describe, expect, it } from "vitest";
import { buildRequest } from "../../../runtime/src/request/build.js";
import { Context } from "../../../runtime/src/request/context.js";

// swagger-client writes requests for Swagger UI; where the standard says what to do, it and we must write the same.
type SwaggerRequest = ReturnType<typeof SwaggerClient.buildRequest>;

function theirs(spec: ParameterSpec, value: unknown): SwaggerRequest {
  const type = Array.isArray(value) ? "array" : typeof value === "object" ? "object" : "string";
  const { in: location, style, explode, allowReserved } = spec;
  const parameter = {
    name: "color",
    in: location,
    style,
    explode,
    allowReserved,
    required: location === "path",
    schema: { type },
  };
  const path = location === "path" ? "/p/{color}" : "/p";
  return SwaggerClient.buildRequest({
    spec: {
      openapi: "3.0.3",
      info: { title: "t", version: "1" },
      servers: [{ url: "http://h" }],
      paths: { [path]: { get: { operationId: "op", parameters: [parameter], responses: {} } } },
    },
    operationId: "op",
    parameters: { color: value },
  });
}

function ours(spec: ParameterSpec, value: unknown): SwaggerRequest {
  const path = spec.in === "path" ? "/p/{color}" : "/p";
  const operation: OperationDefinition = { id: "op", method: "GET", path, params: { color: spec } };
  const timeouts = { headers: 0, body: 0 };
  const context = new Context({ operation, options: {}, timeouts, clientSignal: new AbortController().signal });
  const base = { origin: "http://h", path: "", query: "" };
  const request = buildRequest({
    context,
    params: { color: value },
    options: {},
    base,
    headers: {},
    target: undefined,
  });
  return { url: request.origin + request.path, headers: request.headers };
}

// It leaves a bar bare, which no URL may hold.
function canonical(url: string): string {
  return url.replaceAll("|", "%7C");
}

const text = fc.string({ minLength: 1, unit: "grapheme-composite" }).filter((value) => value.trim() === value);
const word = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(..."abcXYZ019_") });
const list = fc.array(text, { minLength: 2, maxLength: 4 });
const object = fc
  .dictionary(word, fc.oneof(text, fc.integer(), fc.boolean()), { minKeys: 1, maxKeys: 4, noNullPrototype: true })
  .filter((value) => !Object.hasOwn(value, "__proto__"));

describe("agrees with swagger-client", () => {
  it.each<[string, ParameterSpec, fc.Arbitrary<unknown>[]]>([
    ["form explode", { in: "query", style: "form", explode: true }, [text, list, object]],
    ["form", { in: "query", style: "form", explode: false }, [text, list, object]],
    ["spaceDelimited", { in: "query", style: "spaceDelimited", explode: false }, [text, list]],
    ["pipeDelimited", { in: "query", style: "pipeDelimited", explode: false }, [text, list]],
    ["deepObject", { in: "query", style: "deepObject", explode: true }, [text, object]],
    ["simple", { in: "path", style: "simple", explode: false }, [text, list, object]],
    ["simple explode", { in: "path", style: "simple", explode: true }, [text, list, object]],
    ["label", { in: "path", style: "label", explode: false }, [text]],
    ["label explode", { in: "path", style: "label", explode: true }, [text, list, object]],
    ["matrix", { in: "path", style: "matrix", explode: false }, [text, list, object]],
    ["matrix explode", { in: "path", style: "matrix", explode: true }, [text, list, object]],
  ])("%s", (_, spec, arbitraries) => {
    fc.assert(
      fc.property(fc.oneof(...arbitraries), (value) => {
        fc.pre(!/^\.{1,2}$/.test(String(value)));
        expect(ours(spec, value).url).toBe(canonical(theirs(spec, value).url));
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, ParameterSpec]>([
    ["simple", { in: "header", explode: false }],
    ["simple explode", { in: "header", explode: true }],
  ])("header, %s", (_, spec) => {
    const ascii = fc.string({ minLength: 1, unit: "grapheme-ascii" });
    fc.assert(
      fc.property(
        fc.oneof(
          ascii,
          fc.array(ascii, { minLength: 1 }),
          object.map((value) => ({ ...value, x: 1 })),
        ),
        (value) => {
          fc.pre(/^[\x20-\x7e]*$/.test(JSON.stringify(value)));
          expect(ours(spec, value).headers["color"]).toBe(theirs(spec, value).headers["color"]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
