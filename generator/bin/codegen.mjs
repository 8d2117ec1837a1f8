#!/usr/bin/env node
// The command lives in dist; this file exists before the first build, so that npm can link it at install.
import { existsSync } from "node:fs";
import module from "node:module";

const main = new URL("../dist/cli/main.js", import.meta.url);
if (!existsSync(main)) {
  console.error("sdkwright is not built. Run `npm run build` in its repository.");
  process.exit(2);
}
// The compiler's 9 MB are compiled once per machine rather than once per run (Node 22.8 and later).
module.enableCompileCache?.();
await import(main.href);
