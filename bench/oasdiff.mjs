// Compares pairs of documents with `codegen diff` and holds the result against what the names of the files promise:
// `request_property_max_set` promises a changed limit. The pairs are the test data of oasdiff
// (https://github.com/oasdiff/oasdiff, folder `data`), which this repository does not hold.
//
//   node bench/oasdiff.mjs PATH [--markdown] [--verbose]
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { diff, inspect } from "../generator/dist/index.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { markdown: { type: "boolean" }, verbose: { type: "boolean" } },
});
const [root] = positionals;
if (root === undefined || !existsSync(root)) {
  console.error(`${root ?? "PATH"} is absent, so nothing was compared`);
  process.exit(2);
}

/** Words of a name, what they promise, and the kinds of changes that keep it. The first that fits counts. */
const PROMISES = [
  [/wrapped|type_compatible|annotation_only|byte-identical|standalone|ref_inline/, "nothing breaks", undefined],
  [/^(extensions|stability|attributes|version)\//, "nothing breaks", undefined],
  [/new_endpoints|endpoints/, "operations come", /operation-/],
  [/param-rename|renamed|header-case/, "a parameter is renamed", /parameter-(added|removed)/],
  [/security/, "credentials change", /credentials/],
  [/webhook/, "webhooks change", /webhook|property/],
  [/servers/, "servers change", /servers/],
  [/body_removed/, "a body goes", /body-removed/],
  [/media_type|media-type|request-body/, "a media type changes", /media-type|type-changed/],
  [/default_value/, "a default changes", /default-changed/],
  [/nullable|nullable\/|-req$/, "null comes or goes", /nullable|type-/],
  [/enum|const/, "values of an enum change", /enum-value|type-/],
  [/optional_property_removed|del-required|delete/, "a property goes", /property-removed|type-|property-/],
  [
    /property_added|added_property|inline_added|required-properties|additional_properties_traversal/,
    "a property comes, goes or changes",
    /property-/,
  ],
  [/became_optional/, "a property becomes optional", /became-optional/],
  [
    /type_changed|type-change|to_array|list-of-types|schema_type|additional-properties|nil_revision/,
    "a type changes",
    /type-/,
  ],
  [/any_of|one_of|all_of|x-of|prefix_items|discriminator/, "a composed type changes", /type-|property-/],
  [
    /max|min|pattern|length|items|exclusive|unevaluated|not_|contains|dependent|if_|content_schema|sub_schema/,
    "a limit changes",
    /limit-changed/,
  ],
  [/deprecat|sibling/, "something is deprecated", /deprecated/],
  [/.*/, "something changes", /./],
];

/** Why a promise is not kept, by name. What is not listed here is a defect. */
const REASONS = {
  "checker/common_request_parameter_max_items_updated":
    "the keyword stands where it has no effect (`maxItems` on text)",
  "checker/request_parameter_max_items_updated": "the keyword stands where it has no effect (`maxItems` on text)",
  "checker/request_parameter_max_updated": "the keyword stands where it has no effect (`maximum` on a list)",
  "checker/request_parameter_min_increased": "the parameter is not in its path and is left out, with a warning",
  "checker/request_parameter_became_enum": "the parameter is not in its path and is left out, with a warning",
  "checker/request_parameter_extensible_enum": "`x-extensible-enum` is an extension; it makes no type",
  "checker/request_property_extensible_enum": "`x-extensible-enum` is an extension; it makes no type",
  "checker/request_body_any_of_media_type": "the two types have the same members; TypeScript does not tell them apart",
  "checker/request_xml_type_compatible": "in XML a number is text; in TypeScript it is not",
  "checker/request_property_one_of_wrapped": "what was sent still fits, but the type of the body had a name that goes",
  "checker/response_property_one_of_wrapped": "fields that were sure to be there are optional in one of the two",
  "duplicate_endpoints/base":
    "none comes: a parameter of the path is called otherwise, and the operation is the same by its operationId",
  "version/base": "the document has no title, so the client is called after the file",
};

const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.(ya?ml|json)$/.test(file));
const pairs = files.flatMap((file) => {
  const twin = file.replace(/base(?=[^/]*$)/, "revision");
  return twin !== file && /base/.test(basename(file)) && files.includes(twin) ? [[file, twin]] : [];
});
const rows = [];
for (const [old, next] of pairs.toSorted()) {
  const name = old.replace(/[_-]?base\.(ya?ml|json)$/, "").replace(/\/$/, "/base");
  const [, promise, kinds] = PROMISES.find(([words]) => words.test(name) || words.test(old));
  rows.push({ name, promise, ...(await judge(old, next, kinds)) });
}

async function judge(old, next, kinds) {
  try {
    const read = (file) => inspect({ input: join(root, file), output: "" });
    const changes = diff(await read(old), await read(next));
    const found = [...new Set(changes.map((one) => `${one.level}: ${one.kind}`))];
    const kept = kinds ? changes.some((one) => kinds.test(one.kind)) : changes.every((one) => one.level !== "breaking");
    return { kept, found };
  } catch (error) {
    return { kept: false, found: [`cannot be read: ${String(error.message).split("\n")[0]}`] };
  }
}

const differing = rows.filter((one) => !one.kept);
const unexplained = differing.filter((one) => REASONS[one.name] === undefined);
if (values.markdown) {
  console.log("| promise | pairs | kept |\n|---|---|---|");
  for (const promise of [...new Set(rows.map((one) => one.promise))].toSorted()) {
    const all = rows.filter((one) => one.promise === promise);
    console.log(`| ${promise} | ${all.length} | ${all.filter((one) => one.kept).length} |`);
  }
  console.log(`| **all** | **${rows.length}** | **${rows.length - differing.length}** |`);
  console.log("\n| pair | promise | found | why |\n|---|---|---|---|");
  for (const one of differing)
    console.log(
      `| \`${one.name}\` | ${one.promise} | ${one.found.join(", ") || "nothing"} | ${REASONS[one.name] ?? "?"} |`,
    );
} else {
  for (const one of values.verbose ? rows : differing)
    console.log(
      `${one.kept ? "kept" : "not kept"}  ${one.name}: ${one.promise}; found ${one.found.join(", ") || "nothing"}`,
    );
  console.log(`${rows.length} pairs, ${differing.length} differ, ${unexplained.length} without a reason`);
}
process.exitCode = unexplained.length > 0 ? 1 : 0;
