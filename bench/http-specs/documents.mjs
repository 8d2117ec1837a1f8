// TypeSpec → OpenAPI 3.2: writes one document for each service and version of @typespec/http-specs.
//
//   node documents.mjs FOLDER OUTPUT [TEXT]      FOLDER has the packages installed; TEXT is in the names that are wanted
//
// A document that the emitter has an error about is written all the same, without what it leaves out; `notes.json`
// keeps what it said.
import { createRequire } from "node:module";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, output, only = ""] = process.argv.slice(2);
const { resolve: find } = createRequire(join(resolve(folder), "package.json"));
const { compile, NodeHost } = await import(pathToFileURL(find("@typespec/compiler")).href);
const { getOpenAPI3 } = await import(pathToFileURL(find("@typespec/openapi3")).href);
// The emitter looks examples of a parameter up by its name in a plain object: one called `constructor` stops it,
// unless what it finds there is as empty as an example that is absent.
Object.defineProperty(Object, "length", { value: 0 });

const specs = join(folder, "node_modules/@typespec/http-specs/specs");
const notes = {};
mkdirSync(output, { recursive: true });
for (const file of readdirSync(specs, { recursive: true, encoding: "utf8" }).toSorted()) {
  if (!file.endsWith("main.tsp") || !file.includes(only)) continue;
  const program = await compile(NodeHost, join(specs, file), { noEmit: true });
  for (const service of await getOpenAPI3(program, { "openapi-versions": ["3.2.0"] })) {
    for (const { document, diagnostics, version } of service.versioned ? service.versions : [service]) {
      const name = dirname(file).replaceAll(/[\\/]/g, ".") + (version === undefined ? "" : `@${version}`);
      writeFileSync(join(output, `${name}.json`), JSON.stringify(document, null, 1));
      if (diagnostics.length > 0) notes[name] = diagnostics.map(({ message }) => message);
    }
  }
}
writeFileSync(join(output, "notes.json"), JSON.stringify(notes, null, 1));
