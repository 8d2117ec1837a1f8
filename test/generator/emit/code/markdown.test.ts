import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asMarkdown } from "../../../../generator/src/emit/code/markdown.js";

describe("a description in HTML becomes Markdown", () => {
  test.each([
    ["paragraphs", { given: "<p>One.</p>\n\n<p>Two.</p>", want: "One.\n\nTwo." }],
    ["line breaks", { given: "One.<br>Two.<br />Three.", want: "One.\nTwo.\nThree." }],
    ["marks", { given: "<b>bold</b>, <em>em</em>, <code>x</code>", want: "**bold**, _em_, `x`" }],
    [
      "a link",
      { given: 'See <a href="https://x.example/a">the guide</a>.', want: "See [the guide](https://x.example/a)." },
    ],
    ["a link that Markdown cannot hold", { given: '<a href="x) y">it</a>', want: "it" }],
    ["a list", { given: "<ul><li>One</li><li>Two</li></ul>After", want: "- One\n- Two\n\nAfter" }],
    ["a numbered list", { given: "<ol><li>One</li><li>Two</li></ol>", want: "1. One\n2. Two" }],
    ["a list in a list", { given: "<ul><li>One<ul><li>Deep</li></ul></li></ul>", want: "- One\n  - Deep" }],
    ["a heading", { given: "<h2>Title</h2>Text", want: "## Title\n\nText" }],
    ["entities beside tags", { given: "<p>a &lt; b &amp;&amp; c</p>", want: "a < b && c" }],
  ])("%s", (_title, { given, want }) => {
    expect(asMarkdown(given)).toBe(want);
  });
});

describe("what is not HTML stays as it is", () => {
  test.each(["`<p>` is a tag", "```\n<p>x</p>\n```", "Map<string, T>", "/users/<id>", "a < b", "&lt;p&gt;", ""])(
    "%j",
    (text) => {
      expect(asMarkdown(text)).toBe(text);
    },
  );
});

test("never fails, and leaves none of its tags behind", () => {
  const piece = fc.constantFrom(
    "<p>",
    "</p>",
    "<ul>",
    "</li>",
    "<li>",
    "</a>",
    '<a href="',
    '">',
    "`",
    "x ",
    "\n",
    "<br/>",
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((list) => list.join("")),
      (text) => {
        if (!text.includes("`")) expect(asMarkdown(text)).not.toMatch(/<\/?(?:p|ul|li|br)\b[^<>]*>/);
        else asMarkdown(text);
      },
    ),
  );
});
