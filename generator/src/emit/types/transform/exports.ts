import { ts } from "./compiler.js";

/** What a module exports, read from its text alone. */
export interface ModuleExports {
  /** Names in order, without `default`. */
  readonly names: readonly { readonly name: string; readonly isType: boolean }[];
  /** Whether it passes on all that another module exports. */
  readonly hasStar: boolean;
}

export function exportsOf(file: string, text: string): ModuleExports {
  const names = new Map<string, boolean>();
  let hasStar = false;
  const add = (name: string, isType: boolean): void => {
    // A class and an interface may share a name; the value counts.
    if (name !== "default") names.set(name, isType && (names.get(name) ?? true));
  };
  for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.ESNext).statements) {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, isTypeOnly } = statement;
      if (!exportClause) hasStar = true;
      else if (ts.isNamespaceExport(exportClause)) add(exportClause.name.text, isTypeOnly);
      else for (const one of exportClause.elements) add(one.name.text, isTypeOnly || one.isTypeOnly);
    } else if (isExported(statement)) {
      for (const [name, isType] of declared(statement)) add(name, isType);
    }
  }
  return { names: Array.from(names, ([name, isType]) => ({ name, isType })), hasStar };
}

type Statement = ReturnType<typeof ts.createSourceFile>["statements"][number];

function isExported(statement: Statement): boolean {
  if (!ts.canHaveModifiers(statement)) return false;
  const kinds = (ts.getModifiers(statement) ?? []).map((one) => one.kind);
  return kinds.includes(ts.SyntaxKind.ExportKeyword) && !kinds.includes(ts.SyntaxKind.DefaultKeyword);
}

function declared(statement: Statement): [name: string, isType: boolean][] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [[name.text, false]] : patternNames(name).map((one): [string, boolean] => [one, false]),
    );
  const isValue =
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement) ||
    (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name));
  if (!isValue && !isTypeDeclaration(statement)) return [];
  return statement.name ? [[statement.name.text, isErased(statement)]] : [];
}

function isTypeDeclaration(statement: Statement) {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
}

/** Whether nothing of it is left when it runs: so it is with types, and with namespaces that hold nothing else. */
function isErased(statement: Statement): boolean {
  if (!ts.isModuleDeclaration(statement)) return isTypeDeclaration(statement);
  const { body } = statement;
  return body !== undefined && ts.isModuleBlock(body) && body.statements.every(isErased);
}

type Pattern = Parameters<typeof ts.isObjectBindingPattern>[0];

function patternNames(pattern: Pattern): string[] {
  if (!ts.isObjectBindingPattern(pattern) && !ts.isArrayBindingPattern(pattern)) return [];
  return pattern.elements.flatMap((one) =>
    ts.isOmittedExpression(one) ? [] : ts.isIdentifier(one.name) ? [one.name.text] : patternNames(one.name),
  );
}
