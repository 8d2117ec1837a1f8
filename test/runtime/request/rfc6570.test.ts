import { describe, expect, it } from "vitest";
import { encodeValue } from "../../../runtime/src/request/percent.js";
import { joinPairs } from "../../../runtime/src/request/query.js";
import { expand, pairsOf } from "../../../runtime/src/request/style.js";

// The values and examples of RFC 6570, sections 3.2.2 to 3.2.9, as far as they have one variable and no prefix.
const values: Record<string, unknown> = {
  count: ["one", "two", "three"],
  dom: ["example", "com"],
  dub: "me/too",
  hello: "Hello World!",
  half: "50%",
  var: "value",
  who: "fred",
  base: "http://example.com/home/",
  path: "/foo/bar",
  list: ["red", "green", "blue"],
  keys: { semi: ";", dot: ".", comma: "," },
  v: "6",
  x: "1024",
  y: "768",
  empty: "",
  empty_keys: [],
  undef: null,
};

const STYLES: Record<string, string> = { "": "simple", ".": "label", ";": "matrix" };

/** Expands one expression such as `{;keys*}`. */
function expanded(expression: string): string {
  const [, operator = "", name = "", star] = /^\{([.;?]?)(\w+)(\*?)\}$/.exec(expression) ?? [];
  const explode = star === "*";
  const value = values[name];
  if (operator !== "?") return expand({ name, value, style: STYLES[operator] as "simple", explode }, encodeValue) ?? "";
  const query = joinPairs(pairsOf({ name, value, style: "form", explode }), encodeValue);
  return query === "" ? "" : `?${query}`;
}

describe.each<[string, Record<string, string>]>([
  [
    "simple string expansion",
    {
      "{count}": "one,two,three",
      "{count*}": "one,two,three",
      "{var}": "value",
      "{hello}": "Hello%20World%21",
      "{half}": "50%25",
      "{dub}": "me%2Ftoo",
      "{base}": "http%3A%2F%2Fexample.com%2Fhome%2F",
      "{empty}": "",
      "{undef}": "",
      "{x}": "1024",
      "{list}": "red,green,blue",
      "{list*}": "red,green,blue",
      "{keys}": "semi,%3B,dot,.,comma,%2C",
      "{keys*}": "semi=%3B,dot=.,comma=%2C",
    },
  ],
  [
    "label expansion",
    {
      "{.who}": ".fred",
      "{.half}": ".50%25",
      "{.dom*}": ".example.com",
      "{.var}": ".value",
      "{.empty}": ".",
      "{.undef}": "",
      "{.list}": ".red,green,blue",
      "{.list*}": ".red.green.blue",
      "{.keys}": ".semi,%3B,dot,.,comma,%2C",
      "{.keys*}": ".semi=%3B.dot=..comma=%2C",
      "{.empty_keys}": "",
      "{.empty_keys*}": "",
    },
  ],
  [
    "path-style parameter expansion",
    {
      "{;who}": ";who=fred",
      "{;half}": ";half=50%25",
      "{;empty}": ";empty",
      "{;undef}": "",
      "{;hello}": ";hello=Hello%20World%21",
      "{;list}": ";list=red,green,blue",
      "{;list*}": ";list=red;list=green;list=blue",
      "{;keys}": ";keys=semi,%3B,dot,.,comma,%2C",
      "{;keys*}": ";semi=%3B;dot=.;comma=%2C",
    },
  ],
  [
    "form-style query expansion",
    {
      "{?who}": "?who=fred",
      "{?half}": "?half=50%25",
      "{?empty}": "?empty=",
      "{?undef}": "",
      "{?list}": "?list=red,green,blue",
      "{?list*}": "?list=red&list=green&list=blue",
      "{?keys}": "?keys=semi,%3B,dot,.,comma,%2C",
      "{?keys*}": "?semi=%3B&dot=.&comma=%2C",
    },
  ],
])("RFC 6570, %s", (_, examples) => {
  it.each(Object.entries(examples))("%s is %s", (expression, want) => {
    expect(expanded(expression)).toBe(want);
  });
});
