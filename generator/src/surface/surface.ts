import { Node, Project, type ClassDeclaration, type SourceFile, type Statement } from "ts-morph";

/** What one generated module exports: name → its declaration without comments and bodies. Methods stand as `Pets.list`. */
export type Surface = ReadonlyMap<string, string>;

/** How the exports of a module differ. Names, sorted. */
export interface SurfaceChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Reads the exports of generated modules. One project serves all of them: making one is the costly part. */
export class SurfaceReader {
  readonly #project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });

  read(path: string, text: string): Surface {
    const file = this.#project.createSourceFile(path, text, { overwrite: true });
    const surface = new Map(exportsOf(file));
    this.#project.removeSourceFile(file);
    return surface;
  }

  compare(path: string, before: string, after: string): SurfaceChange {
    const [old, next] = [this.read(path, before), this.read(path, after)];
    return {
      added: [...next.keys()].filter((name) => !old.has(name)).toSorted(),
      removed: [...old.keys()].filter((name) => !next.has(name)).toSorted(),
      changed: [...next.keys()].filter((name) => old.has(name) && old.get(name) !== next.get(name)).toSorted(),
    };
  }
}

function exportsOf(file: SourceFile): [string, string][] {
  return file.getStatements().flatMap(exportsOfStatement);
}

function exportsOfStatement(statement: Statement): [string, string][] {
  if (!Node.isExportable(statement) || !statement.isExported()) return [];
  if (Node.isClassDeclaration(statement)) return membersOf(statement);
  if (Node.isVariableStatement(statement))
    return statement.getDeclarations().map((one) => [one.getName(), withoutComments(one)]);
  const name = Node.hasName(statement) ? statement.getName() : undefined;
  return name === undefined ? [] : [[name, withoutComments(statement)]];
}

function membersOf(declaration: ClassDeclaration): [string, string][] {
  const name = declaration.getName() ?? "default";
  const methods = declaration.getMethods().map((method): [string, string] => {
    const parameters = method.getParameters().map((one) => withoutComments(one));
    return [
      `${name}.${method.getName()}`,
      `(${parameters.join(", ")}): ${method.getReturnTypeNode()?.getText() ?? ""}`,
    ];
  });
  const properties = declaration
    .getProperties()
    .map((one): [string, string] => [`${name}.${one.getName()}`, one.getTypeNode()?.getText() ?? ""]);
  return [[name, declaration.getExtends()?.getText() ?? ""], ...methods, ...properties];
}

/** Documentation may change without a change for whoever compiles against it. */
function withoutComments(node: Node): string {
  return node
    .getText()
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .trim();
}
