import { describe, expect, test } from "vitest";
import { nameParameters } from "../../../generator/src/name/parameters.js";
import { documentOf, namesOf } from "./support.js";

const keysOf = async (...parameters: readonly string[]) => {
  const declared = parameters.map((text) => {
    const [place = "", name = ""] = text.split(/:(.*)/s, 2);
    return { in: place, name, required: place === "path", schema: { type: "string" } };
  });
  const inPath = declared.filter((one) => one.in === "path").map((one) => `{${one.name}}`);
  const path = `/a/${inPath.join("/")}`;
  const others = declared.filter((one) => one.in !== "path");
  const { api } = await namesOf(documentOf({ [`GET ${path}`]: { parameters: others } }));
  return Object.fromEntries(nameParameters(api.operations[0]!));
};

describe("keys of the argument", () => {
  test("wire names are kept", async () => {
    expect(await keysOf("path:x-y", "path:x.y", "path:x_y", "query:created[gte]", "query:constructor")).toEqual({
      "path:x-y": "x-y",
      "path:x.y": "x.y",
      "path:x_y": "x_y",
      "query:constructor": "constructor",
      "query:created[gte]": "created[gte]",
    });
  });

  test("of two with one name, the query one keeps it", async () => {
    expect(await keysOf("path:id", "query:id", "header:id", "cookie:id")).toEqual({
      "cookie:id": "id_cookie",
      "header:id": "id_header",
      "path:id": "id_path",
      "query:id": "id",
    });
  });

  test("a name that is another parameter's is no suffix", async () => {
    expect(await keysOf("path:id", "query:id", "query:id_path")).toMatchObject({
      "path:id": "id_path_",
      "query:id_path": "id_path",
    });
  });

  test("keys that the argument has itself, and the one that is no property", async () => {
    expect(await keysOf("query:body", "query:contentType", "query:__proto__")).toEqual({
      "query:__proto__": "__proto___query",
      "query:body": "body_query",
      "query:contentType": "contentType_query",
    });
  });
});
