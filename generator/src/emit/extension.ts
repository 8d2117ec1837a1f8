import { isAbsolute, relative } from "node:path";
import { isIdentifier, stringLiteral } from "./code/index.js";
import type { Extension } from "./imports.js";
import type { Scene } from "./scene.js";

/** What the user's own module adds to the SDK's index. */
export interface ExtensionExports {
  /** Names that are the user's, whatever the SDK exports under them. */
  readonly names: ReadonlySet<string>;
  /** Statements for `index.ts`. */
  readonly statements: readonly string[];
}

/**
 * How `index.ts` hands out the user's module. Names are spelled out, for what is named wins over what a `*` brings: so
 * the user's class may have the name of the generated one that it extends.
 */
export async function extensionExports({ own, config, extension }: Scene): Promise<ExtensionExports> {
  if (!own) return { names: new Set(), statements: [] };
  const { exportsOf } = await import("./types/transform/exports.js");
  const { names, hasStar } = exportsOf(own.file, own.text);
  const usable = names.filter(({ name }) => isIdentifier(name));
  const from = stringLiteral(specifierOf(own.file, config.output, extension));
  const list = usable.map(({ name, isType }) => (isType ? `type ${name}` : name));
  return {
    names: new Set(usable.map(({ name }) => name)),
    statements: [
      ...(list.length > 0 ? [`export { ${list.join(", ")} } from ${from};`] : []),
      ...(hasStar ? [`export * from ${from};`] : []),
    ],
  };
}

function specifierOf(file: string, output: string, extension: Extension): string {
  const path = relative(output, file).replaceAll("\\", "/").replace(/\.ts$/, extension);
  return isAbsolute(path) || path.startsWith("../") ? path : `./${path}`;
}
