import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import {
  codeSpan,
  docComment,
  isIdentifier,
  jsonLiteral,
  dataMember,
  propertyKey,
  stringLiteral,
  templateText,
  typeKey,
} from "../../../../generator/src/emit/code/index.js";
import type { Json } from "../../../../generator/src/load/document.js";

/** Strings that were found in documents, and those that somebody may put there. */
const HOSTILE = [
  "'",
  '"',
  "`",
  "${process.exit(1)}",
  "\\",
  "\\\\",
  "\\`",
  "\n",
  "\r\n",
  "\u2028",
  "\u2029",
  "*/",
  "/*",
  "//",
  "</script>",
  "<!--",
  "\u0000",
  "\u202e",
  "\ufeff",
  "\ud800",
  "\udc00x",
  "😀",
  "__proto__",
  "@ts-ignore",
  "@deprecated",
];
const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...HOSTILE)).map((parts) => parts.join("")),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);

/** The value of an expression, read from its syntax; undefined where it is no plain literal. */
function valueOf(node: ts.Expression): unknown {
  if (ts.isParenthesizedExpression(node)) return valueOf(node.expression);
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node)) return -(valueOf(node.operand) as number);
  if (ts.isIdentifier(node) && node.text === "Infinity") return Number.POSITIVE_INFINITY;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(valueOf);
  if (ts.isObjectLiteralExpression(node)) {
    const entries = node.properties.map((property) => {
      if (!ts.isPropertyAssignment(property)) throw new Error("no plain member");
      const { name } = property;
      // A plain `__proto__` would set the prototype.
      if (!ts.isComputedPropertyName(name) && "text" in name && name.text === "__proto__") throw new Error("prototype");
      const key = ts.isComputedPropertyName(name)
        ? (valueOf(name.expression) as string)
        : "text" in name
          ? name.text
          : "";
      return [key, valueOf(property.initializer)] as const;
    });
    return Object.fromEntries(entries);
  }
  const words: { [kind: number]: unknown } = {
    [ts.SyntaxKind.NullKeyword]: null,
    [ts.SyntaxKind.TrueKeyword]: true,
    [ts.SyntaxKind.FalseKeyword]: false,
  };
  if (node.kind in words) return words[node.kind];
  throw new Error(ts.SyntaxKind[node.kind]);
}

function parsed(expression: string): unknown {
  const file = ts.createSourceFile("x.ts", `(${expression})`, ts.ScriptTarget.ES2022);
  const [statement, ...more] = file.statements;
  if (!statement || more.length > 0 || !ts.isExpressionStatement(statement)) throw new Error(expression);
  return valueOf(statement.expression);
}

describe("literals evaluate to exactly what they are made of", () => {
  test("strings, and no character that hides, reorders or ends a script", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const literal = stringLiteral(text);
        expect(parsed(literal)).toBe(text);
        expect(literal).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\ufeff\ud800-\udfff](?<![\ud800-\udbff][\udc00-\udfff])|<\/script|<!--/iu,
        );
      }),
    );
  });

  test("text of templates", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(parsed(`\`${templateText(text)}\``)).toBe(text);
      }),
    );
  });

  test("JSON, whatever its keys", () => {
    const json = fc.jsonValue({ depthSize: "medium" }) as fc.Arbitrary<Json>;
    const value = fc.oneof(json, fc.dictionary(hostile, json) as fc.Arbitrary<Json>);
    fc.assert(
      fc.property(value, (one) => {
        expect(parsed(jsonLiteral(one))).toEqual(one);
      }),
    );
  });

  test.each<[string, { given: Json; want: string }]>([
    [
      "a prototype is a member like others",
      {
        given: JSON.parse('{"__proto__":1,"a-b":2,"c":3,"4":5}') as Json,
        want: '{ 4: 5, ["__proto__"]: 1, "a-b": 2, c: 3 }',
      },
    ],
    ["keys stand in one order", { given: { b: 1, a: 2 }, want: "{ a: 2, b: 1 }" }],
    ["negative zero", { given: -0, want: "-0" }],
    [
      "what is too wide stands on lines",
      {
        given: { list: ["x".repeat(60), "y".repeat(60)] },
        want: `{\n  list: [\n    "${"x".repeat(60)}",\n    "${"y".repeat(60)}",\n  ],\n}`,
      },
    ],
  ])("%s", (_title, { given, want }) => {
    expect(jsonLiteral(given)).toBe(want);
  });
});

describe("keys", () => {
  test.each([
    ["plain", "plain", "plain"],
    ["404", "404", "404"],
    ["007", '"007"', '"007"'],
    ["1e21", '"1e21"', '"1e21"'],
    ["foo-bar", '"foo-bar"', '"foo-bar"'],
    ["größe", '"größe"', '"größe"'],
    ["", '""', '""'],
    ["constructor", "constructor", "constructor"],
    ["__proto__", "__proto__", '["__proto__"]'],
  ])("%s", (name, inType, inValue) => {
    expect([typeKey(name), propertyKey(name)]).toEqual([inType, inValue]);
  });

  test.each([
    ["a", '"x"', 'a: "x"'],
    // Else TypeScript takes what every object has of this name for the type that is wanted.
    ["constructor", '"x"', 'constructor: "x" as const'],
    ["toString", "{ in: 1 }", "toString: { in: 1 } as const"],
    ["valueOf", "query", "valueOf: query"],
    ["__proto__", '"x"', '["__proto__"]: "x"'],
  ])("%s: %s", (name, text, want) => {
    expect(dataMember(name, text)).toBe(want);
  });

  test.each([
    ["a", true],
    ["$x", true],
    ["_1", true],
    ["größe", true],
    ["1a", false],
    ["a-b", false],
    ["", false],
    // A letter that this compiler does not know yet.
    ["\u{13460}", false],
  ])("%j as an identifier: %j", (name, want) => {
    expect(isIdentifier(name)).toBe(want);
  });
});

describe("doc comments", () => {
  test("are one comment without tags or pragmas of the document's, whatever the text", () => {
    fc.assert(
      fc.property(hostile, hostile, fc.nat({ max: 8 }), (text, tag, indent) => {
        const comment = docComment({ text, tags: [{ name: "example", text: tag }] }, indent);
        const file = ts.createSourceFile("x.ts", `${comment}export type X = 1;`, ts.ScriptTarget.ES2022, true);
        const [statement, ...more] = file.statements;
        expect(more).toEqual([]);
        expect(statement?.getText(file)).toBe("export type X = 1;");
        const tags = ts.getJSDocTags(statement as ts.Node).map((one) => one.tagName.text);
        expect(tags).toEqual(["example"]);
        expect(comment).not.toMatch(/^\s*(\/\*)?\**\s*@ts-/m);
        for (const line of comment.split("\n")) expect(line).not.toMatch(/\s$/);
      }),
      { numRuns: 500 },
    );
  });

  const words = "word ".repeat(40).trim();
  test.each<[string, { given: Parameters<typeof docComment>[0]; want: string }]>([
    ["nothing", { given: {}, want: "" }],
    ["blank text", { given: { text: " \n " }, want: "" }],
    ["one line", { given: { text: "A pet." }, want: "/** A pet. */\n" }],
    [
      "one line with one tag",
      { given: { text: "Size.", tags: [{ name: "default", text: "30" }] }, want: "/** Size. @default 30 */\n" },
    ],
    [
      "several tags",
      {
        given: { text: "Size.", tags: [{ name: "default", text: "30" }, { name: "deprecated" }] },
        want: "/**\n * Size.\n * @default 30\n * @deprecated\n */\n",
      },
    ],
    ["paragraphs", { given: { text: "One.\r\n\r\n\r\nTwo.\n" }, want: "/**\n * One.\n *\n * Two.\n */\n" }],
    ["the end of a comment", { given: { text: "a */ b" }, want: "/** a *\\/ b */\n" }],
    ["a tag of the document", { given: { text: "@deprecated a@b.c `@x`" }, want: "/** \\@deprecated a@b.c `@x` */\n" }],
    ["notes", { given: { text: "List.", notes: ["`GET /pets`"] }, want: "/**\n * List.\n *\n * `GET /pets`\n */\n" }],
    [
      "long lines are wrapped",
      { given: { text: words }, want: `/**\n * ${"word ".repeat(23).trim()}\n * ${"word ".repeat(17).trim()}\n */\n` },
    ],
    [
      "a paragraph with one is filled anew",
      {
        given: { text: `${words}\nand on` },
        want: `/**\n * ${"word ".repeat(23).trim()}\n * ${"word ".repeat(17)}and on\n */\n`,
      },
    ],
    [
      "items of a list hang",
      {
        given: { text: `- ${words}` },
        want: `/**\n * - ${"word ".repeat(23).trim()}\n *   ${"word ".repeat(17).trim()}\n */\n`,
      },
    ],
    [
      "tables and code are left alone",
      {
        given: { text: `| ${"x ".repeat(80)}|\n\`\`\`\n${words}\n\`\`\`` },
        want: `/**\n * | ${"x ".repeat(80)}|\n * \`\`\`\n * ${words}\n * \`\`\`\n */\n`,
      },
    ],
  ])("%s", (_title, { given, want }) => {
    expect(docComment(given)).toBe(want);
  });

  test("code with backticks in it", () => {
    expect([codeSpan("a"), codeSpan("a`b"), codeSpan("``")]).toEqual(["`a`", "`` a`b ``", "``` `` ```"]);
  });
});
