// Calls every operation of documents through generated SDKs, and has openapi-backend (not ours) judge each request
// against the document.
//
//   node --conditions=sdkwright-source --import=tsx bench/every-call.ts DOCUMENT...
import { existsSync } from "node:fs";
import { callEveryOperation } from "../test/support/every-call.js";

const documents = process.argv.slice(2);
if (documents.length === 0 || !documents.every((file) => existsSync(file))) {
  console.error("usage: bench/every-call.ts DOCUMENT...: a document is absent, so nothing was measured");
  process.exit(2);
}
for (const input of documents) {
  const { called, refused } = await callEveryOperation({ input });
  console.log(`${input}: ${called} operations called, ${refused.length} refused`);
  for (const { operation, problem } of refused) console.log(`  ${operation}: ${problem}`);
}
