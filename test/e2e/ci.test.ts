import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { workflow } from "../../generator/src/cli/init/workflow.js";
import { tempFolder } from "../support/temp-folder.js";
import { bash, PUSHED_TO, runJob, type Job } from "../support/workflow-runner.js";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const made = parse(workflow("", { root })) as { jobs: { update: Job } };
const action = parse(read(".github/actions/update/action.yml")) as {
  runs: Job;
  inputs: Record<string, { default: string }>;
};
const inputs = Object.fromEntries(Object.entries(action.inputs).map(([name, one]) => [name, one.default]));
const JOBS: readonly (readonly [string, Job])[] = [
  ["the workflow that init writes", made.jobs.update],
  ["the action", { steps: action.runs.steps, inputs }],
];
const gitlab = parse(/## GitLab[^]*?```yaml\n([^]*?)```/.exec(read("docs/ci.md"))![1]!) as {
  "codegen-update": { script: string[]; variables: Record<string, string> };
};

/** `npx --no -- codegen …`: what an update would do. `$UPDATE` is the rest of it. */
const NPX = `#!/bin/bash
[ "$4" = update ] || exit 0
while [ $# -gt 1 ]; do if [ "$1" = --markdown ]; then file="$2"; fi; shift; done
eval "$UPDATE"
`;
const CHANGES = `echo new > sdk/client.ts; echo '## api' > "$file"`;

/** A repository that was checked out as runners do it: by commit, no branch, no .gitignore. */
async function repository(test?: string) {
  const [cwd, remote] = [await tempFolder(), await tempFolder()];
  const git = (...args: string[]) => execFileSync("git", ["-C", cwd, ...args], { encoding: "utf8" });
  git("init", "--quiet", "--initial-branch=main");
  execFileSync("git", ["init", "--quiet", "--bare", remote]);
  const files = {
    "sdk/client.ts": "old\n",
    "package.json": JSON.stringify({ name: "a", scripts: { test: test ?? "exit 0" } }),
  };
  await mkdir(join(cwd, "sdk"));
  for (const [path, text] of Object.entries(files)) await writeFile(join(cwd, path), text);
  git("add", "--all");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "first");
  git("push", "--quiet", remote, "main");
  git("checkout", "--quiet", "--detach");
  for (const address of [PUSHED_TO, "https://codegen:token@gitlab.example/o/r.git"])
    git("config", "--add", `url.${remote}.insteadOf`, address);
  for (const folder of ["node_modules/x", "packages/b/node_modules/y"]) {
    await mkdir(join(cwd, folder), { recursive: true });
    await writeFile(join(cwd, folder, "index.js"), "");
  }
  // What a package may put there when it is installed: a judge of messages, and a thief.
  for (const hook of ["pre-commit", "commit-msg", "pre-push"])
    await writeFile(join(cwd, ".git/hooks", hook), "#!/bin/sh\necho hook saw $GH_TOKEN\nexit 1\n", { mode: 0o755 });
  const inRemote = (...args: string[]) => execFileSync("git", ["--git-dir", remote, ...args], { encoding: "utf8" });
  return {
    cwd,
    run: (job: Job, env: Record<string, string> = {}) =>
      runJob(job, {
        cwd,
        env: { UPDATE: CHANGES, OPEN: "", ...env },
        // npm takes a second to start, and is only asked where its answer matters.
        programs: { npx: NPX, ...(test === undefined && { npm: "#!/bin/sh\n" }) },
        skip: /npm (?:ci|install)/,
      }),
    /** Files that the pushed commit changed; undefined when nothing was pushed. */
    pushed: () =>
      inRemote("branch", "--list", "codegen/update") === ""
        ? undefined
        : inRemote("show", "--name-only", "--format=", "codegen/update").trim().split("\n"),
  };
}

describe.each(JOBS)("%s", { timeout: 120_000 }, (_name, job) => {
  test("commits what changed and no package, and opens a pull request to the branch it ran on", async () => {
    const { run, pushed } = await repository();
    const { asked, body, ...ran } = await run(job);
    expect(ran).toMatchObject({ succeeded: true, outcomes: { update: "success", test: "success" } });
    expect(pushed()).toEqual(["sdk/client.ts"]);
    expect(asked).toMatch(
      /^pr create --base main --head codegen\/update --title Update generated SDKs --body-file \S+\n$/,
    );
    expect(body).toBe("## api\n");
    expect(ran.log).not.toContain("hook saw");
  });

  test("nothing has changed: nothing is pushed, nothing asked", async () => {
    const { run, pushed } = await repository();
    const ran = await run(job, { UPDATE: `echo none > "$file"` });
    expect({ ...ran, pushed: pushed() }).toMatchObject({ succeeded: true, asked: "", pushed: undefined });
  });

  test.each([
    ["one API cannot be updated", `${CHANGES}; exit 1`, "## api\n"],
    [
      "the update is killed",
      "echo new > sdk/client.ts; exit 137",
      "The update did not come to its end; the log says why.\n",
    ],
  ])("%s: a pull request of the rest, and a job that fails", async (_title, update, text) => {
    const { run, pushed } = await repository();
    const ran = await run(job, { UPDATE: update });
    expect(ran).toMatchObject({ succeeded: false, outcomes: { update: "failure" }, body: text });
    expect(pushed()).toEqual(["sdk/client.ts"]);
  });

  test("tests fail: the pull request says so, and the job fails", async () => {
    const ran = await (await repository("exit 1")).run(job);
    expect(ran).toMatchObject({ succeeded: false, body: "## api\n\n**The tests fail with this.**\n" });
  });

  test("the script that npm init writes is no test", async () => {
    const ran = await (await repository(`echo "Error: no test specified" && exit 1`)).run(job);
    expect(ran).toMatchObject({ succeeded: true, body: "## api\n" });
  });

  test("a pull request that is open already gets the new text; the branch is replaced", async () => {
    const { cwd, run, pushed } = await repository();
    await run(job);
    execFileSync("git", ["-C", cwd, "checkout", "--quiet", "--detach", "main"]);
    const ran = await run(job, { UPDATE: `echo newer > sdk/more.ts; echo '## more' > "$file"`, OPEN: "7" });
    expect(ran).toMatchObject({ succeeded: true, body: "## more\n" });
    expect(ran.asked).toMatch(/^pr edit 7 --body-file \S+\n$/);
    expect(pushed()).toEqual(["sdk/more.ts"]);
  });

  test("what a document is called is text, and nothing else", async () => {
    const { cwd, run } = await repository();
    const title = "`touch a`$(touch b)\n::set-output name=changed::x\n'\"; touch c #";
    await writeFile(join(cwd, "title"), title);
    const ran = await run(job, { UPDATE: `cp title sdk/client.ts; cp title "$file"` });
    expect(ran).toMatchObject({ succeeded: true, body: title });
    expect(execFileSync("ls", { cwd, encoding: "utf8" }).split("\n")).toEqual([
      "node_modules",
      "package.json",
      "packages",
      "sdk",
      "title",
      "",
    ]);
  });
});

test("the action: a test may be any line of bash", { timeout: 120_000 }, async () => {
  const { run } = await repository();
  const steps = action.runs.steps;
  const given = (line: string) => ({ steps, inputs: { ...inputs, test: line } });
  expect(await run(given("true && exit 1"))).toMatchObject({ succeeded: false, outcomes: { test: "failure" } });
});

/** GitLab's merge requests, as far as the pipeline asks for them. */
async function mergeRequests(open: readonly object[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      asked.push(
        `${request.method} ${decodeURIComponent(request.url!)} ${new URLSearchParams(body).get("description") ?? ""}`.trim(),
      );
      const allowed = request.headers["private-token"] === "token";
      response.writeHead(allowed ? 200 : 401).end(JSON.stringify(request.method === "GET" ? open : {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return { asked, api: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4` };
}

describe("the pipeline of docs/ci.md for GitLab", { timeout: 120_000 }, () => {
  const { script, variables } = gitlab["codegen-update"];
  const LIST = "GET /api/v4/projects/3/merge_requests?state=opened&source_branch=codegen/update";

  async function pipeline(around: { open?: object[]; test?: string; update?: string; token?: string }) {
    const { cwd, pushed } = await repository(around.test);
    const { asked, api } = await mergeRequests(around.open ?? []);
    await mkdir(join(cwd, "node_modules/.bin"), { recursive: true });
    await writeFile(join(cwd, "node_modules/.bin/npx"), NPX, { mode: 0o755 });
    const { code } = await bash(script.join("\n"), cwd, {
      ...variables,
      UPDATE: around.update ?? CHANGES,
      PROJECT_TOKEN: around.token ?? "token",
      CI_API_V4_URL: api,
      CI_PROJECT_ID: "3",
      CI_PROJECT_PATH: "o/r",
      CI_DEFAULT_BRANCH: "main",
      CI_SERVER_URL: "https://gitlab.example",
      PATH: `${cwd}/node_modules/.bin:${process.env["PATH"]}`,
    });
    return { code, asked, pushed: pushed() };
  }

  test.each([
    [
      "a merge request is made",
      {},
      { code: 0, pushed: ["sdk/client.ts"], asked: [LIST, "POST /api/v4/projects/3/merge_requests ## api"] },
    ],
    [
      "one that is open gets the new text",
      { open: [{ iid: 7 }] },
      { code: 0, pushed: ["sdk/client.ts"], asked: [LIST, "PUT /api/v4/projects/3/merge_requests/7 ## api"] },
    ],
    ["nothing has changed", { update: `echo none > "$file"` }, { code: 0, pushed: undefined, asked: [] }],
    [
      "one API cannot be updated",
      { update: `${CHANGES}; exit 1` },
      { code: 1, pushed: ["sdk/client.ts"], asked: [LIST, "POST /api/v4/projects/3/merge_requests ## api"] },
    ],
    [
      "tests fail",
      { test: "exit 1" },
      {
        code: 1,
        pushed: ["sdk/client.ts"],
        asked: [LIST, "POST /api/v4/projects/3/merge_requests ## api\n\n**The tests fail with this.**"],
      },
    ],
  ])("%s", async (_title, around, want) => {
    expect(await pipeline(around)).toEqual(want);
  });
});
