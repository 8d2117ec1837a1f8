import type {
  Identifier,
  Node,
  NumericLiteral,
  PrefixUnaryExpression,
  StringLiteral,
  SyntaxKind,
  TemplateLiteralTypeNode,
} from "typescript";
import { stringLiteral, templateText } from "../../code/index.js";
import { ts } from "./compiler.js";

/** `` `x-${string}` ``: keys with a beginning or an end in common. */
export function templateKey(node: TemplateLiteralTypeNode): string {
  const spans = node.templateSpans.map((span) => `\${string}${templateText(span.literal.text)}`);
  return `\`${templateText(node.head.text)}${spans.join("")}\``;
}

/** Keywords, and literals in our own spelling. */
export function leafText(node: Node): string {
  const { SyntaxKind } = ts;
  switch (node.kind) {
    case SyntaxKind.StringLiteral:
      return stringLiteral((node as StringLiteral).text);
    case SyntaxKind.NumericLiteral:
      return (node as NumericLiteral).text;
    case SyntaxKind.PrefixUnaryExpression:
      return `-${leafText((node as PrefixUnaryExpression).operand)}`;
    case SyntaxKind.Identifier:
      // A string literal of openapi-typescript is an identifier that holds its source text.
      return stringLiteral(JSON.parse(ts.idText(node as Identifier)) as string);
    default:
      return KEYWORDS.get(node.kind) ?? "unknown";
  }
}

const KEYWORDS: ReadonlyMap<SyntaxKind, string> = new Map([
  [ts.SyntaxKind.StringKeyword, "string"],
  [ts.SyntaxKind.NumberKeyword, "number"],
  [ts.SyntaxKind.BooleanKeyword, "boolean"],
  [ts.SyntaxKind.BigIntKeyword, "bigint"],
  [ts.SyntaxKind.UnknownKeyword, "unknown"],
  [ts.SyntaxKind.NeverKeyword, "never"],
  [ts.SyntaxKind.UndefinedKeyword, "undefined"],
  [ts.SyntaxKind.NullKeyword, "null"],
  [ts.SyntaxKind.TrueKeyword, "true"],
  [ts.SyntaxKind.FalseKeyword, "false"],
]);
