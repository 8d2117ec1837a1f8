import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Node, Project, type ExportedDeclarations } from "ts-morph";
import { beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** What users of the packages can import, by the sources of each entry of package.json. */
const entries = ["generator", "runtime"].flatMap((workspace) => {
  const { exports } = JSON.parse(readFileSync(join(root, workspace, "package.json"), "utf8")) as {
    exports: Record<string, string | { "sdkwright-source": string }>;
  };
  return Object.values(exports).flatMap((entry) =>
    typeof entry === "string" ? [] : [join(root, workspace, entry["sdkwright-source"])],
  );
});

/** What a user writes member by member: an editor is all that tells what a member means. */
const WRITTEN = `
  ApiConfig Config HmacScheme NameOverrides SchemaOptions Selection TypeOptions AdaptiveOptions
  AllOptions CacheOptions CallOptions ClientOptions OAuthCredential PagingOptions RedirectOptions
  RetryOptions ThrottleOptions Timeouts TlsOptions ValidateOptions UnwrapOptions VerifyOptions
  HmacOptions FixtureOptions CookieJarOptions
`
  .trim()
  .split(/\s+/);

let declared: Map<string, ExportedDeclarations[]>;

beforeAll(() => {
  const project = new Project({
    tsConfigFilePath: join(root, "test/tsconfig.json"),
    skipAddingFilesFromTsConfig: true,
  });
  const files = entries.map((entry) => project.addSourceFileAtPath(entry));
  project.resolveSourceFileDependencies();
  const found = files.flatMap((file) => [...file.getExportedDeclarations()]);
  declared = new Map(found);
}, 120_000);

function isDocumented(node: Node): boolean {
  const owner = Node.isVariableDeclaration(node) ? (node.getVariableStatement() ?? node) : node;
  return Node.isJSDocable(owner) && owner.getJsDocs().length > 0;
}

test("every public name has TSDoc", () => {
  expect(declared.size).toBeGreaterThan(250);
  const bare = [...declared].filter(([, nodes]) => !nodes.some(isDocumented)).map(([name]) => name);
  expect(bare).toEqual([]);
});

test("every option has TSDoc", () => {
  const options = WRITTEN.flatMap((name) => (declared.get(name) ?? []).filter(Node.isInterfaceDeclaration));
  expect(options.length).toBeGreaterThan(20);
  const bare = options.flatMap((one) =>
    one
      .getProperties()
      .filter((member) => !isDocumented(member))
      .map((member) => `${one.getName()}.${member.getName()}`),
  );
  expect(bare).toEqual([]);
});
