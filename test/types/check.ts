import ts from "typescript";

/** As strict as it gets; nothing suppressed, libraries checked. */
const STRICT: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  types: [],
};

/**
 * Compiles files (path → text) in memory, all in one program. A line that must not compile says so at its end, with the
 * code: `// error 2322`. Gives what differs: errors nobody announced, and announced ones that did not come.
 */
export function surprises(files: ReadonlyMap<string, string>, options: ts.CompilerOptions = {}): string[] {
  const root = "/virtual";
  const texts = new Map([...files].map(([path, text]) => [`${root}/${path}`, text]));
  const modules = [...texts.keys()];
  texts.set(`${root}/package.json`, '{ "type": "module" }');
  const all = { ...STRICT, ...options };
  const host = ts.createCompilerHost(all);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (path, ...rest) => {
    const text = texts.get(path);
    return text === undefined
      ? getSourceFile.call(host, path, ...rest)
      : ts.createSourceFile(path, text, rest[0], true);
  };
  host.fileExists = (path) => texts.has(path) || fileExists.call(host, path);
  host.readFile = (path) => texts.get(path) ?? readFile.call(host, path);
  host.directoryExists = () => true;
  const program = ts.createProgram(modules, all, host);
  const found = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()].map((one) => {
    const line = one.file?.getLineAndCharacterOfPosition(one.start ?? 0).line ?? 0;
    return {
      place: `${one.file?.fileName.slice(root.length + 1)}:${line + 1}`,
      code: one.code,
      text: ts.flattenDiagnosticMessageText(one.messageText, " "),
    };
  });
  const announced = new Map<string, number>();
  for (const [path, text] of files) {
    text.split("\n").forEach((line, index) => {
      const code = / \/\/ error (\d+)$/.exec(line)?.[1];
      if (code !== undefined) announced.set(`${path}:${index + 1}`, Number(code));
    });
  }
  const unexpected = found.filter(({ place, code }) => announced.get(place) !== code);
  const missing = [...announced].filter(
    ([place, code]) => !found.some((one) => one.place === place && one.code === code),
  );
  return [
    ...unexpected.map(({ place, code, text }) => `${place}: error ${code}: ${text}`),
    ...missing.map(([place, code]) => `${place}: no error ${code}`),
  ];
}
