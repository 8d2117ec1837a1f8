import * as fc from "fast-check";
import qs from "qs";
import { describe, expect, it } from "vitest";
import { formText } from "../../../runtime/src/request/form.js";
import { jsonText } from "../../../runtime/src/request/json.js";
import { multipartBody } from "../../../runtime/src/request/multipart.js";
import { pathText } from "../../../runtime/src/request/parameters.js";
import { encodeLiteral, encodeName, encodeReserved, encodeValue } from "../../../runtime/src/request/percent.js";
import { joinPairs } from "../../../runtime/src/request/query.js";
import { pairsOf } from "../../../runtime/src/request/style.js";
import { partsOf, type Recorded } from "../../support/recording-server.js";

const text = fc.string({ unit: "binary" }).map((value) => value.replace(/[\ud800-\udfff]/g, ""));
const filled = text.filter((value) => value !== "");

/** What a browser makes of a URL. */
const NORMAL = "http://h/";

function escaped(name: string): string {
  return Buffer.from(name.replace(/\r\n|\r|\n/g, "%0D%0A").replaceAll('"', "%22")).toString();
}

describe("what is written can be read back", () => {
  it("values, whatever is in them", () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const encode of [encodeValue, encodeName]) expect(decodeURIComponent(encode(value))).toBe(value);
        expect(encodeValue(value)).toMatch(/^[\w.~%-]*$/);
        expect(encodeReserved(value)).not.toMatch(/[&+#[\] ]/);
        expect(encodeLiteral(encodeLiteral(value))).toBe(encodeLiteral(value));
      }),
    );
  });

  it("a path value is one segment", () => {
    fc.assert(
      fc.property(fc.oneof(filled, fc.constantFrom(".", "..", "%2e%2e", "../..", "a/../b", "?", "#")), (value) => {
        const parameter = { key: "id", name: "id", encodedName: "id", spec: { in: "path" } } as const;
        const segment = pathText(parameter, value);
        expect(segment.includes("/")).toBe(false);
        expect(decodeURIComponent(segment)).toBe(value);
        if (!/^\.{1,2}$/.test(value)) expect(new URL(`/a/${segment}/z`, NORMAL).pathname.split("/")).toHaveLength(4);
      }),
    );
  });

  it("query parameters of style form", () => {
    const list = fc.array(text, { minLength: 1 });
    fc.assert(
      fc.property(filled, list, (name, values) => {
        const query = joinPairs(pairsOf({ name, value: values, style: "form", explode: true }), encodeValue);
        expect(new URLSearchParams(query.replaceAll("+", "%2B")).getAll(name)).toEqual(values);
        const joined = joinPairs(pairsOf({ name, value: values, style: "form", explode: false }), encodeValue);
        const [, written = ""] = joined.split(/=(.*)/s);
        expect(written.split(",").map(decodeURIComponent)).toEqual(values);
      }),
    );
  });

  it("deep objects, as qs reads them", () => {
    const word = fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom(..."abcdefXYZ_-. %é") });
    const tree = fc.letrec((tie) => ({
      leaf: fc.oneof(text, fc.integer().map(String)),
      node: fc.oneof(
        { depthSize: "small" },
        tie("leaf"),
        fc.array(tie("leaf"), { minLength: 1, maxLength: 4 }),
        fc.array(tie("object"), { minLength: 1, maxLength: 3 }),
        tie("object"),
      ),
      object: fc.dictionary(word, tie("node"), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
    })).object;
    fc.assert(
      fc.property(tree, (value) => {
        const encoding = new Map([["root", { style: "deepObject", explode: true } as const]]);
        const form = formText({ root: value }, encoding);
        const read = qs.parse(form, {
          depth: 40,
          arrayLimit: 100,
          parameterLimit: 100_000,
          allowPrototypes: true,
          allowEmptyArrays: false,
        });
        expect(read["root"]).toEqual(value);
      }),
    );
  });

  it("JSON with bigints", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.bigInt(), text, fc.boolean())), (values) => {
        const want = `[${values.map((value) => (typeof value === "bigint" ? String(value) : JSON.stringify(value))).join(",")}]`;
        expect(jsonText(values)).toBe(want);
      }),
    );
  });

  it("multipart bodies, byte for byte", async () => {
    const fields = fc.dictionary(
      fc.string({ minLength: 1, unit: fc.constantFrom(...'abcé[]"\r\n') }),
      fc.oneof(text, fc.uint8Array()),
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(fields, async (values) => {
        const { body, contentType } = multipartBody(values, "multipart/form-data", new Map());
        const bytes = Buffer.from(await (body as Blob).arrayBuffer());
        const parts = partsOf({ headers: { "content-type": contentType }, body: bytes } as unknown as Recorded);
        expect(parts.map(({ name, content }) => [name, content])).toEqual(
          Object.entries(values).map(([name, value]) => [escaped(name), Buffer.from(value)]),
        );
      }),
    );
  });
});
