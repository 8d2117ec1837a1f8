import { Node, Project, type Expression, type ObjectLiteralExpression, type SourceFile } from "ts-morph";
import { property, type Plain, type Style } from "./literal.js";

/** A property to put into an object of a source text. */
export interface Addition {
  /** `json`: the whole text is one value. `code`: the value is the module's default export. */
  readonly language: "json" | "code";
  /** Names that lead from the value to the object: `["apis"]`. */
  readonly path: readonly string[];
  readonly name: string;
  readonly value: Plain;
}

/**
 * Adds a property to an object literal, and changes no other byte of the text: its comments and its formatting are the
 * user's. Undefined when the object is not written out in the text, so that it cannot be edited.
 */
export function addMember(text: string, addition: Addition): string | undefined {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const edited = addTo(text.slice(mark.length), addition);
  return edited && mark + edited;
}

function addTo(text: string, { language, path, name, value }: Addition): string | undefined {
  // A JSON text is an expression once it stands in parentheses.
  const before = language === "json" ? "(" : "";
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const file = project.createSourceFile("config.ts", language === "json" ? `(${text})` : text);
  const object = follow(rootOf(file, language), path);
  if (!object) return undefined;
  const edited = insert({ object, text: file.getFullText(), name, value, language });
  return edited.slice(before.length, edited.length - before.length);
}

function rootOf(file: SourceFile, language: Addition["language"]): Expression | undefined {
  if (language === "code") return file.getExportAssignments()[0]?.getExpression() ?? moduleExports(file);
  const [statement] = file.getStatements();
  return Node.isExpressionStatement(statement) ? statement.getExpression() : undefined;
}

/** What a CommonJS module exports: `module.exports = …`. */
function moduleExports(file: SourceFile): Expression | undefined {
  for (const statement of file.getStatements()) {
    const expression = Node.isExpressionStatement(statement) ? statement.getExpression() : undefined;
    if (Node.isBinaryExpression(expression) && expression.getLeft().getText() === "module.exports")
      return expression.getRight();
  }
  return undefined;
}

/**
 * The object literal that an expression is, through calls such as `defineConfig({…})`, assertions, constants, and functions
 * that do nothing but return it.
 */
function literalOf(expression: Expression | undefined): ObjectLiteralExpression | undefined {
  let node: Node | undefined = expression;
  for (let steps = 0; node && steps < 20; steps++) {
    if (Node.isObjectLiteralExpression(node)) return node;
    if (Node.isCallExpression(node)) node = node.getArguments()[0];
    else if (Node.isArrowFunction(node) || Node.isFunctionExpression(node)) node = node.getBody();
    else if (Node.isBlock(node)) node = node.getStatements().length === 1 ? node.getStatements()[0] : undefined;
    else if (Node.isReturnStatement(node)) node = node.getExpression();
    else if (Node.isIdentifier(node))
      node = node.getSourceFile().getVariableDeclaration(node.getText())?.getInitializer();
    else if (
      Node.isParenthesizedExpression(node) ||
      Node.isAsExpression(node) ||
      Node.isSatisfiesExpression(node) ||
      Node.isTypeAssertion(node)
    )
      node = node.getExpression();
    else return undefined;
  }
  return undefined;
}

function follow(root: Expression | undefined, path: readonly string[]): ObjectLiteralExpression | undefined {
  let object = literalOf(root);
  for (const name of path) object = object && literalOf(memberOf(object, name));
  return object;
}

function memberOf(object: ObjectLiteralExpression, name: string): Expression | undefined {
  for (const one of object.getProperties()) {
    if (Node.isShorthandPropertyAssignment(one) && one.getName() === name) return one.getNameNode();
    if (!Node.isPropertyAssignment(one)) continue;
    const key = one.getNameNode();
    if ((Node.isStringLiteral(key) ? key.getLiteralText() : key.getText()) === name) return one.getInitializer();
  }
  return undefined;
}

function insert(input: {
  readonly object: ObjectLiteralExpression;
  readonly text: string;
  readonly name: string;
  readonly value: Plain;
  readonly language: Addition["language"];
}): string {
  const { object, text, name, value, language } = input;
  const last = object.getProperties().at(-1);
  const close = object.getEnd() - 1;
  const closing = indentAt(text, close);
  const indent = last && startsLine(text, last.getStart()) ? indentAt(text, last.getStart()) : undefined;
  const style = styleOf(text, language, indent?.slice(closing.length));
  const content = text.slice(0, close).trimEnd().length;
  const comma = last !== undefined && !object.compilerNode.properties.hasTrailingComma;
  // The comma goes right behind what it ends; comments may follow before the brace.
  const head = comma ? `${text.slice(0, last.getEnd())},${text.slice(last.getEnd(), content)}` : text.slice(0, content);
  if (last && !text.slice(object.getStart(), close).includes("\n"))
    return `${head} ${property(name, value, style, closing)}${text.slice(content)}`;
  const deeper = indent ?? closing + style.unit;
  const trailing = language === "code" && !comma ? "," : "";
  const gap = text.slice(content, close).includes("\n") ? text.slice(content, close) : style.newline + closing;
  return `${head}${style.newline}${deeper}${property(name, value, style, deeper)}${trailing}${gap}${text.slice(close)}`;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

function indentAt(text: string, at: number): string {
  // The parenthesis before a JSON text is ours.
  return /^\(?([\t ]*)/.exec(text.slice(lineStart(text, at)))![1]!;
}

function startsLine(text: string, at: number): boolean {
  return /^[\t ]*$/.test(text.slice(lineStart(text, at), at));
}

function styleOf(text: string, language: Addition["language"], unit: string | undefined): Style {
  const single = text.match(/'/g)?.length ?? 0;
  const double = text.match(/"/g)?.length ?? 0;
  return {
    quote: language === "code" && single > double ? "'" : '"',
    quoteNames: language === "json",
    unit: unit !== undefined && unit !== "" ? unit : /^\t/m.test(text) ? "\t" : "  ",
    newline: text.includes("\r\n") ? "\r\n" : "\n",
  };
}
