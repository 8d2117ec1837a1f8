import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/src/load/document.js";
import { oneOperation, operationOf, valueOf } from "../support.js";

const text = { type: "string" };
const parameters = (...list: JsonObject[]) => ({ document: oneOperation({ parameters: list }, {}, "get /u/{id}") });
const id = { name: "id", in: "path", required: true, schema: text };

describe("parameters", () => {
  test.each([
    [
      "usual ones are constants of the runtime",
      [
        id,
        { name: "q", in: "query", schema: text },
        { name: "X-H", in: "header", schema: text },
        { name: "c", in: "cookie", schema: text },
      ],
      'params: { id: path, q: query, "X-H": header, c: cookie },',
    ],
    [
      "a style of its own",
      [{ ...id, style: "matrix", explode: true }],
      'params: { id: { in: "path", style: "matrix", explode: true } },',
    ],
    [
      "only what differs is said",
      [id, { name: "a", in: "query", style: "form", explode: false, schema: { type: "array", items: text } }],
      'params: { id: path, a: { in: "query", explode: false } },',
    ],
    [
      "deep objects",
      [id, { name: "f", in: "query", style: "deepObject", explode: true, schema: { type: "object" } }],
      'params: { id: path, f: { in: "query", style: "deepObject", explode: true } },',
    ],
    [
      "reserved characters",
      [id, { name: "r", in: "query", allowReserved: true, schema: text }],
      'params: { id: path, r: { in: "query", allowReserved: true } },',
    ],
    [
      "described by content",
      [id, { name: "j", in: "query", content: { "application/json": { schema: { type: "object" } } } }],
      'params: { id: path, j: { in: "query", content: "application/json" } },',
    ],
    [
      "two of one name",
      [id, { name: "id", in: "query", schema: text }],
      'params: { id_path: { in: "path", name: "id" }, id: query },',
    ],
    [
      "names that are keys of the argument or of no object",
      [id, { name: "body", in: "query", schema: text }, { name: "__proto__", in: "query", schema: text }],
      'params: {\n  id: path,\n  body_query: { in: "query", name: "body" },\n  __proto___query: { in: "query", name: "__proto__" },\n},',
    ],
    [
      "a name that every object has",
      [id, { name: "constructor", in: "query", schema: text, allowReserved: true }],
      'params: { id: path, constructor: { in: "query", allowReserved: true } as const },',
    ],
  ])("%s", async (_, given, want) => {
    expect(await valueOf(parameters(...given))).toBe(want);
  });

  test("the interface of the argument says what the document says", async () => {
    const { declarations } = await operationOf(
      parameters(
        { ...id, description: "The thing's id. */ process.exit()" },
        { name: "per_page", in: "query", description: "How many.", schema: { type: "integer", default: 30 } },
        { name: "old", in: "query", deprecated: true, schema: text, example: "x" },
      ),
    );
    expect(declarations).toContain(
      [
        "/** Parameters of `t.run`. */",
        "export interface TRunParams {",
        "  /** The thing's id. *\\/ process.exit() */",
        "  id: string;",
      ].join("\n"),
    );
    expect(declarations).toContain("  /** How many. @default 30 */\n  per_page?: number;\n");
    expect(declarations).toMatch(/@deprecated\n {3}\* @example "x"\n {3}\*\/\n {2}old\?: string;/);
  });

  test("an operation without parameters takes options only", async () => {
    const { declarations, methods } = await operationOf({ document: oneOperation({}) });
    expect(declarations).toContain("export const tRun: Operation<undefined, boolean> = {");
    expect(methods).toContain(
      "run(options?: CallOptions): ApiPromise<boolean> {\n    return this.client.call(tRun, undefined, options);",
    );
  });

  test("the argument may be left out where nothing in it is required", async () => {
    const optional = oneOperation({ parameters: [{ name: "q", in: "query", schema: text }] }, {}, "get /u");
    expect((await operationOf({ document: optional })).methods).toContain(
      "run(params?: TRunParams, options?: CallOptions)",
    );
    expect((await operationOf(parameters(id))).methods).toContain("run(params: TRunParams, options?: CallOptions)");
  });

  test("dates without a time are marked where the type is a Date", async () => {
    const day = { name: "day", in: "query", schema: { type: "string", format: "date" } };
    expect(await valueOf(parameters(id, day))).toBe("params: { id: path, day: query },");
    expect(await valueOf({ ...parameters(id, day), config: { types: { dates: "Date" } } })).toBe(
      'params: { id: path, day: { in: "query", date: true } },',
    );
  });
});
