import { addMember, type Plain } from "../../config/edit/index.js";
import { VERSION } from "../../version.js";

/** What a project needs that has generated SDKs. */
export interface Needs {
  /** Name of the package, where there is no package.json yet. */
  readonly name: string;
  readonly validation: boolean;
  readonly tests: boolean;
}

/** package.json with scripts and packages; what stands there already stays. Undefined when it cannot be edited. */
export function packageJson(text: string | undefined, needs: Needs): string | undefined {
  const mark = text?.startsWith("\uFEFF") ? "\uFEFF" : "";
  const edited = withNeeds(text?.slice(mark.length), needs);
  return edited && mark + edited;
}

/** Packages beside Sdkwright and its runtime. */
export function morePackages({ validation, tests }: Omit<Needs, "name">): string[] {
  return [...(validation ? ["zod"] : []), ...(tests ? ["vitest", "nock"] : [])];
}

/** What `npm init` writes where there is no test; nobody means it. */
const NO_TEST = JSON.stringify(`echo "Error: no test specified" && exit 1`);

function withNeeds(text: string | undefined, { name, validation, tests }: Needs): string | undefined {
  const start = `{\n  "name": ${JSON.stringify(packageName(name))},\n  "private": true,\n  "type": "module"\n}\n`;
  let edited: string | undefined = tests ? text?.replace(NO_TEST, () => `"vitest run"`) : text;
  edited ??= start;
  const wanted: readonly [section: string, members: { readonly [name: string]: string }][] = [
    [
      "scripts",
      {
        codegen: "codegen",
        "codegen:check": "codegen check",
        "codegen:update": "codegen update",
        ...(tests && { test: "vitest run" }),
      },
    ],
    ["dependencies", { "@sdkwright/runtime": `^${VERSION}`, ...(validation && { zod: "^4.6.7" }) }],
    ["devDependencies", { sdkwright: `^${VERSION}`, ...(tests && { nock: "^14.0.17", vitest: "^4.1.12" }) }],
  ];
  for (const [section, members] of wanted) edited = edited && withMembers(edited, section, members);
  return edited;
}

function withMembers(text: string, section: string, members: { readonly [name: string]: string }): string | undefined {
  const value = JSON.parse(text) as { readonly [section: string]: unknown };
  if (!Object.hasOwn(value, section)) return add(text, [], section, members);
  const present = value[section];
  if (typeof present !== "object" || present === null) return undefined;
  // A package is needed once, wherever it stands.
  const known = [value["dependencies"], value["devDependencies"], value["peerDependencies"], present];
  const missing = Object.entries(members).filter(
    ([name]) => !known.some((one) => typeof one === "object" && one !== null && Object.hasOwn(one, name)),
  );
  let edited: string | undefined = text;
  for (const [name, version] of missing) edited = edited && add(edited, [section], name, version);
  return edited;
}

function add(text: string, path: readonly string[], name: string, value: Plain): string | undefined {
  return addMember(text, { language: "json", path, name, value });
}

function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z\d-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" ? "sdk" : name;
}
