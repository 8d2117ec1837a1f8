// Compiles templates/*.hbs ahead of time, so that nothing is parsed or evaluated when the generator runs.
import { mkdirSync, readdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "templates");
const target = join(root, "generator/src/emit/templates/compiled");
mkdirSync(target, { recursive: true });

const write = (file, text) => {
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
};
const names = readdirSync(source)
  .filter((file) => file.endsWith(".hbs"))
  .map((file) => basename(file, ".hbs"))
  .toSorted();
const entries = names.map((name) => {
  const text = readFileSync(join(source, `${name}.hbs`), "utf8");
  // `.html.hbs` escapes for HTML; code and Markdown escape through their own helpers.
  const code = Handlebars.precompile(text, {
    strict: true,
    noEscape: !name.endsWith(".html"),
    knownHelpersOnly: false,
  });
  return `  ${JSON.stringify(name)}: ${code},`;
});
const type = names.map((name) => `  readonly ${JSON.stringify(name)}: unknown;`).join("\n");
write(
  join(target, "templates.ts"),
  // Handlebars emits untyped functions; the type beside them is what callers see.
  `// @ts-nocheck\nexport const templates: {\n${type}\n} = {\n${entries.join("\n")}\n};\n`,
);
