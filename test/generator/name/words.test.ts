import { describe, expect, test } from "vitest";
import { camel, pascal, plainPascal, shortHash, squash, wordsOf } from "../../../generator/src/name/words.js";

describe("words of a name", () => {
  test.each([
    ["repos/list-for-org", ["repos", "list", "for", "org"]],
    ["getHTTPResponse2", ["get", "HTTP", "Response2"]],
    ["user_id", ["user", "id"]],
    ["listPRs", ["list", "PRs"]],
    ["IPv4Address", ["IPv4", "Address"]],
    ["listAPIv2s", ["list", "APIv2s"]],
    ["io.k8s.i18nRegion", ["io", "k8s", "i18n", "Region"]],
    ["A/B tests", ["AB", "tests"]],
    ["Netlify's API", ["Netlifys", "API"]],
    ["ユーザー一覧", ["ユーザー一覧"]],
    ["e\u0301cole", ["\u00e9cole"]],
    ["../../x", ["x"]],
    ["🙂", []],
  ])("%s", (given, want) => expect(wordsOf(given)).toEqual(want));

  test.each([
    ["api_key", { camel: "apiKey", pascal: "ApiKey", plain: "ApiKey" }],
    ["APIKey", { camel: "apiKey", pascal: "APIKey", plain: "ApiKey" }],
    ["v1_2", { camel: "v1_2", pascal: "V1_2", plain: "V1_2" }],
  ])("%s in each style", (given, want) => {
    const words = wordsOf(given);
    expect({ camel: camel(words), pascal: pascal(words), plain: plainPascal(words) }).toEqual(want);
  });

  test("plurals and styles do not matter in comparing", () => {
    expect(squash(wordsOf("custom_fields"))).toBe(squash(wordsOf("CustomField")));
  });

  test("a hash depends on nothing but the text", () => {
    expect(shortHash("GET /pets")).toBe(shortHash("GET /pets"));
    expect(shortHash("GET /pets")).toMatch(/^[a-z0-9]{4}$/);
    expect(shortHash("GET /pets")).not.toBe(shortHash("GET /pet"));
  });
});
