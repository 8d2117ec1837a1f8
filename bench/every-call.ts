// Calls every operation of documents through generated SDKs, and has openapi-backend (not ours) judge each request
// against the document.
//
//   node --conditions=sdkwright-source --import=tsx bench/every-call.ts DOCUMENT...
//
// What it says of requests that are right, as it reads documents otherwise:
// - "taken for …": its router knows paths alone. Paths that differ in a fragment or a query are one to it, and so are paths
//   of which one has a parameter where the other has a word: Box's `/files/{file_id}#get_shared_link` (19 of its calls),
//   OpenAI's `/responses?beta=true` (7).
// - "/query must NOT have additional properties": it takes brackets for nesting before it looks for names, so neither a
//   parameter that is called `include[]` nor one of style `deepObject` is found: OpenAI's `include[]`, `metadata` (5).
// - "/query/… must be object": items of a list in a query that are objects, of which OpenAPI says nothing, are JSON on the
//   wire and text to it: Box's `mdfilters` (1).
// - "must match exactly one schema in oneOf": it reads `1` in a query as a number and as a text: Sentry's `buildNumber` (1).
// - A pattern that is none of JavaScript stops it: Okta's `(?i)…`.
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
