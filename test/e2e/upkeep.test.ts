import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { documentServer } from "../support/document-server.js";
import { tempFolder } from "../support/temp-folder.js";
import { PUSHED_TO, runJob, type Job } from "../support/workflow-runner.js";

const root = resolve(import.meta.dirname, "../..");
const execute = promisify(execFile);

const SHOP = (more: string) => `openapi: 3.1.0
info: { title: Book Shop API, version: "1" }
servers: [{ url: https://books.example.com }]
paths:
  /books:
    get:
      tags: [books]
      operationId: listBooks
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Book" } } } }
${more}components:
  schemas:
    Book: { type: object, required: [title], properties: { title: { type: string } } }
`;
const CREATE = `    post: { tags: [books], operationId: createBook, responses: { "201": { description: ok } } }\n`;
const EXTENSION = `
import { Books as Generated } from "../book-shop/resources/books.js";

export class Books extends Generated {
  async titles(): Promise<string[]> {
    return (await this.list()).map((book) => book.title);
  }
}
`;

interface Ran {
  readonly code: number;
  readonly text: string;
}

/** A repository with a remote, and the packages as a user gets them. */
async function repository() {
  const [cwd, tarballs, remote] = [await tempFolder(), await tempFolder(), await tempFolder()];
  const run = async (command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> => {
    const options = { cwd, env: { ...process.env, NO_COLOR: "1", ...IDENTITY, ...env } };
    try {
      const { stdout, stderr } = await execute(command, args, options);
      return { code: 0, text: stdout + stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, text: stdout + stderr };
    }
  };
  const git = async (...args: string[]) => {
    const { code, text } = await run("git", args);
    expect(code, text).toBe(0);
    return text;
  };
  await git("init", "--quiet", "--initial-branch=main");
  await git("init", "--quiet", "--bare", remote);
  await git("remote", "add", "origin", remote);
  // Where the workflow pushes, with the token of its last step.
  await git("config", `url.${remote}.insteadOf`, PUSHED_TO);
  await writeFile(join(cwd, ".gitignore"), "node_modules/\n");
  await writeFile(join(cwd, "package.json"), `{ "name": "user", "private": true, "type": "module" }\n`);
  for (const workspace of ["runtime", "generator"])
    await execute("npm", ["pack", "-w", workspace, "--pack-destination", tarballs], { cwd: root });
  const files = (await readdir(tarballs)).map((file) => join(tarballs, file));
  const install = ["install", "--no-audit", "--no-fund", "--prefer-offline", ...files];
  const installed = await run("npm", [...install, "typescript@~5.9", "@types/node@20"]);
  expect(installed.code, installed.text).toBe(0);
  return { cwd, remote, run, git, codegen: (...args: string[]) => run("npx", ["codegen", ...args]) };
}

const IDENTITY = {
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.com",
};

test("a repository lives with changes of its APIs", { timeout: 300_000 }, async () => {
  const server = await documentServer();
  server.files.set("/shop.yaml", SHOP(""));
  server.files.set(
    "/other.json",
    JSON.stringify({ openapi: "3.1.0", info: { title: "Other", version: "1" }, paths: {} }),
  );
  const { cwd, remote, run, git, codegen } = await repository();
  const read = (path: string) => readFile(join(cwd, path), "utf8");

  // init, add, generate
  const init = await codegen("init", "--input", `${server.origin}/shop.yaml`, "--output", "src");
  expect(init.code, init.text).toBe(0);
  const added = await codegen("add", `${server.origin}/other.json`);
  expect(added.code, added.text).toBe(0);
  expect(await read("codegen.config.ts")).toContain(`    other: { input: "specs/other.json", output: "src/other" },\n`);
  await mkdir(join(cwd, "src/extensions"));
  await writeFile(join(cwd, "src/extensions/book-shop.ts"), EXTENSION);
  const generated = await codegen();
  expect(generated.code, generated.text).toBe(0);
  expect(await run("npm", ["run", "codegen:check"])).toMatchObject({ code: 0 });
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "first");

  // edit the document: check fails, and says what that means
  await writeFile(join(cwd, "specs/book-shop.yaml"), SHOP(CREATE));
  const stale = await codegen("check", "--reporter", "github");
  expect(stale.code).toBe(1);
  expect(stale.text).toContain("::error file=src/book-shop/codegen.lock.json,line=1,col=1,title=cli/stale::");
  expect(stale.text).toMatch(/\+ books\.create/);
  await git("checkout", "--quiet", "--", "specs");

  // update: nothing new, then what the server has; the extension stays and is checked
  expect((await codegen("update")).text).toMatch(/book-shop: unchanged[^]*other: unchanged/);
  expect(await git("status", "--porcelain")).toBe("");
  server.files.set("/shop.yaml", SHOP("").replace("title: { type", "name: { type").replace("[title]", "[name]"));
  const misfit = await codegen("update");
  expect(misfit.code).toBe(1);
  expect(misfit.text).toMatch(/Book\.title/);
  expect(misfit.text).toMatch(/src\/extensions\/book-shop\.ts:6/);
  expect(await read("src/extensions/book-shop.ts")).toBe(EXTENSION);
  await git("checkout", "--quiet", "--", ".");

  // The workflow that init wrote, run as the runner does, with a stand-in for GitHub.
  server.files.set("/shop.yaml", SHOP(CREATE));
  const job = async () => (parse(await read(".github/workflows/codegen.yml")) as { jobs: { update: Job } }).jobs.update;
  const runner = await runJob(await job(), { cwd, env: IDENTITY, skip: /npm (?:ci|install)/ });
  expect(runner.succeeded, runner.log).toBe(true);
  expect(runner.outcomes).toEqual({ update: "success", check: "success", commit: "success", test: "success" });
  expect(runner.asked).toContain(
    "pr create --base main --head codegen/update --title Update generated SDKs --body-file",
  );
  expect(runner.body).toMatch(/^## `book-shop`[^]*1 feature: a minor version[^]*- `books\.create`/);
  const pushed = await git("--git-dir", remote, "show", "--stat", "--format=%s", "codegen/update");
  expect(pushed).toMatch(/^Update generated SDKs/);
  const changed = [...pushed.matchAll(/^ (\S+) +\|/gm)].map((match) => match[1]!);
  expect(changed).toContain("specs/book-shop.yaml.source.json");
  expect(
    changed.every((path) => /^(specs\/book-shop\.|src\/book-shop\/)/.test(path)),
    changed.join(),
  ).toBe(true);
  expect(await read("src/extensions/book-shop.ts")).toBe(EXTENSION);

  // The week after, nothing has changed.
  const again = await runJob(await job(), { cwd, env: IDENTITY, skip: /npm (?:ci|install)/ });
  expect(again.outcomes).toEqual({ update: "success", check: "success", commit: "success" });
  expect(again.asked).toBe("");
});
