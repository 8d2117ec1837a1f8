import { dirname, join, resolve, sep } from "node:path";
import { type Diagnostic as CompilerDiagnostic, Project, ts } from "ts-morph";
import type { Diagnostic } from "../report/diagnostic.js";
import { codeFrame } from "../report/frame.js";

/** What the compiler says of a user's extension. */
export interface ExtensionCheck {
  /** Type errors, each with its place; or one warning when nothing could be said. */
  readonly diagnostics: readonly Diagnostic[];
  /** The user's files that were looked at. */
  readonly files: readonly string[];
}

/** Where there is no tsconfig.json. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
};

/**
 * Type-checks a user's extension against the SDK that it extends, with the compiler options of the nearest
 * tsconfig.json. `changed`: files of the SDK that are not on disk yet, path relative to the output → text; undefined for
 * one that goes.
 */
export function checkExtension(input: {
  readonly file: string;
  readonly output: string;
  readonly changed?: ReadonlyMap<string, string | undefined>;
}): ExtensionCheck {
  const file = resolve(input.file);
  const output = resolve(input.output);
  const project = projectFor(file);
  for (const [path, text] of input.changed ?? [])
    if (path.endsWith(".ts")) project.createSourceFile(join(output, path), text ?? "export {};\n", { overwrite: true });
  project.addSourceFileAtPath(file);
  project.resolveSourceFileDependencies();
  const own = project.getSourceFiles().filter((one) => isOwn(one.getFilePath(), file, output));
  const files = own.map((one) => one.getFilePath() as string);
  const runtime = project.getSourceFile(join(output, "client.ts"))?.getImportDeclaration("@sdkwright/runtime");
  if (runtime && !runtime.getModuleSpecifierSourceFile()) return { diagnostics: [unchecked(file)], files };
  return { diagnostics: own.flatMap((one) => one.getPreEmitDiagnostics()).map((one) => explain(one, output)), files };
}

function projectFor(file: string): Project {
  const tsConfigFilePath = ts.findConfigFile(dirname(file), ts.sys.fileExists);
  return new Project({
    skipAddingFilesFromTsConfig: true,
    ...(tsConfigFilePath === undefined ? { compilerOptions: OPTIONS } : { tsConfigFilePath }),
    ...(tsConfigFilePath !== undefined && {
      // What only matters when files are written.
      compilerOptions: { noEmit: true, composite: false, incremental: false, rootDir: undefined, skipLibCheck: true },
    }),
  } as ConstructorParameters<typeof Project>[0]);
}

/** Files of the extension: what lies in its folder and is neither generated nor installed. */
function isOwn(path: string, file: string, output: string): boolean {
  if (path === file) return true;
  const isGenerated = isWithin(path, output) && !isWithin(path, join(output, "extensions"));
  return path.startsWith(dirname(file) + sep) && !isGenerated && !path.includes(`${sep}node_modules${sep}`);
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(folder + sep);
}

function explain(problem: CompilerDiagnostic, output: string): Diagnostic {
  const source = problem.getSourceFile();
  const start = problem.getStart() ?? 0;
  const text = ts.flattenDiagnosticMessageText(problem.compilerObject.messageText, "\n").split("\n")[0]!;
  const base = { code: "surface/extension-type", severity: "stop", fix: FIX } as const;
  if (!source) return { ...base, message: text };
  const { line, column } = source.getLineAndColumnAtPos(start);
  return {
    ...base,
    ...(isSyntax(problem) && { fix: "Mend it." }),
    ...(isPackage(text) && { fix: "Install the package, or correct its name." }),
    message: `${isSyntax(problem) ? "The extension does not parse" : "The extension does not fit the SDK"}: ${text}${text.endsWith(".") ? "" : "."}${cause(text, (path) => isWithin(resolve(dirname(source.getFilePath()), path), output))}`,
    place: { file: source.getFilePath(), line, column },
    frame: codeFrame(source.getFullText().split("\n"), { line, column }),
  };
}

/** TypeScript numbers what it finds while it parses from 1000 on, and what it finds in types from 2000 on. */
function isSyntax(problem: CompilerDiagnostic): boolean {
  return problem.getCode() < 2000;
}

function isPackage(text: string): boolean {
  return /^Cannot find module '[^./']/.test(text);
}

const FIX =
  "Change the extension, or keep what it needs: an older document, a rename in the configuration, an overlay.";

/** What of the SDK's is missing, in the words of an API. */
function cause(text: string, isGenerated: (module: string) => boolean): string {
  const [, member, owner] = /^Property '([^']+)' does not exist on type '([^']+)'/.exec(text) ?? [];
  if (member !== undefined)
    return ` ${owner} has no \`${member}\`: the operation or property is gone from the document, or has another name.`;
  const [, module, name] = /^Module '"([^"]+)"' has no exported member (?:named )?'([^']+)'/.exec(text) ?? [];
  if (module === undefined || !isGenerated(module)) return "";
  return ` The document gives no \`${name}\` any more, or gives it another name.`;
}

function unchecked(file: string): Diagnostic {
  return {
    code: "surface/extension-unchecked",
    severity: "warn",
    message: "The extension was not type-checked: the SDK's runtime is not installed.",
    place: { file, line: 1, column: 1 },
    fix: "Run `npm install @sdkwright/runtime`.",
  };
}
