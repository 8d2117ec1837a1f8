import type { Json } from "../../load/document.js";
import type { Scene } from "../scene.js";

/** Of the runtime that this generator was built with. */
const RUNTIME = "^0.1.0";
const SEMVER = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** `package.json` and `tsconfig.json`, which make the folder a package of its own. */
export function packageFiles(scene: Scene): Map<string, string> {
  return new Map([
    ["package.json", `${JSON.stringify(manifest(scene), null, 2)}\n`],
    ["tsconfig.json", `${JSON.stringify(tsconfig(scene), null, 2)}\n`],
  ]);
}

function manifest({ api, names, config }: Scene): { [key: string]: Json } {
  const wanted = typeof config.package === "object" ? config.package : {};
  const license = api.info.license?.identifier;
  return {
    name: wanted.name !== undefined && NAME.test(wanted.name) ? wanted.name : names.packageName,
    version: wanted.version ?? (SEMVER.test(api.info.version) ? api.info.version : "0.1.0"),
    description: `Client of ${api.info.title.replace(/\s+/g, " ").trim()}`,
    ...(license !== undefined && { license }),
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    // Compilers of old know no exports.
    main: "./dist/index.js",
    types: "./dist/index.d.ts",
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./*.js": { types: "./dist/*.d.ts", default: "./dist/*.js" },
      "./package.json": "./package.json",
    },
    files: ["dist", "README.md"],
    scripts: { build: "tsc", prepare: "tsc", ...(config.tests && { test: "vitest run" }) },
    dependencies: {
      "@sdkwright/runtime": RUNTIME,
      ...(config.schemas ? { zod: "^4.6.0" } : {}),
    },
    devDependencies: {
      "@types/node": "^20.19.0",
      ...((config.tests || config.mocks) && { nock: "^14.0.0" }),
      typescript: "^5.9.0",
      ...(config.tests && { vitest: "^4.0.0" }),
    },
  };
}

function tsconfig({ extension, config }: Scene): { [key: string]: Json } {
  return {
    compilerOptions: {
      target: "ES2023",
      lib: ["ES2023"],
      types: ["node"],
      ...(extension === "" ? { module: "esnext", moduleResolution: "bundler" } : { module: "nodenext" }),
      ...(extension === ".ts" ? { rewriteRelativeImportExtensions: true } : {}),
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      declaration: true,
      rootDir: ".",
      outDir: "dist",
    },
    include: ["**/*.ts"],
    exclude: ["dist", "node_modules", ...(config.tests ? ["tests"] : [])],
  };
}
