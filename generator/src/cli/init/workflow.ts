import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The command of {@link Manager.run} that is run: its second name, which no script of a package.json has. */
const PROGRAM = "sdkwright";

/** How a project installs its packages and runs what is in them: nothing that is not installed, which would be a stranger's. */
interface Manager {
  readonly name: string;
  readonly locks: readonly string[];
  /** What people type. */
  readonly add: string;
  readonly install: string;
  readonly run: string;
  readonly setup?: string;
}

const NPM: Manager = {
  name: "npm",
  locks: ["package-lock.json", "npm-shrinkwrap.json"],
  add: "npm install",
  install: "npm ci",
  run: "npx --no -- codegen",
};
const YARN = {
  name: "yarn",
  locks: ["yarn.lock"],
  add: "yarn install",
  run: `yarn ${PROGRAM}`,
  setup: "corepack enable",
};
const MANAGERS: readonly Manager[] = [
  NPM,
  {
    name: "pnpm",
    locks: ["pnpm-lock.yaml"],
    add: "pnpm install",
    install: "pnpm install --frozen-lockfile",
    run: "pnpm exec codegen",
    setup: "corepack enable",
  },
  { ...YARN, install: "yarn install --immutable" },
  {
    name: "bun",
    locks: ["bun.lock", "bun.lockb"],
    add: "bun install",
    install: "bun install --frozen-lockfile",
    run: `bun run ${PROGRAM}`,
    setup: "npm install --global bun",
  },
];

/**
 * The manager whose lock file lies in the first of these folders that has one. Without any it is npm, whose lock file
 * comes with the first installation, and is obeyed once it is there.
 */
export function managerOf(folders: readonly string[]): Manager {
  for (const folder of folders)
    for (const manager of MANAGERS) {
      const lock = manager.locks.map((name) => join(folder, name)).find((file) => existsSync(file));
      // Yarn 1 takes options that it does not know for granted.
      if (lock !== undefined && manager.name === "yarn" && /^# yarn lockfile v1$/m.test(readFileSync(lock, "utf8")))
        return { ...manager, install: "yarn install --frozen-lockfile" };
      if (lock !== undefined) return manager;
    }
  return { ...NPM, install: "if [ -f package-lock.json ]; then npm ci; else npm install --no-package-lock; fi" };
}

/**
 * A workflow of GitHub Actions: checks pull requests; once a week fetches documents that changed, generates, tests, and
 * opens a pull request whose text is what changed. Texts of documents reach it as files only, never as code.
 *
 * @param folder - Of the configuration, relative to the repository; empty for its root.
 */
export function workflow(folder: string, around: { readonly root: string }): string {
  const { install, run, setup } = managerOf([join(around.root, folder), around.root]);
  // The token is not left where packages and tests could read it: pushing names it itself.
  const steps = [
    `      - uses: ${CHECKOUT}`,
    "        with: { persist-credentials: false }",
    `      - uses: ${SETUP_NODE}`,
    "        with: { node-version: 22 }",
    ...(setup ? [`      - run: ${setup}`] : []),
    `      - run: ${install}`,
  ].join("\n");
  const defaults = folder === "" ? "" : `\ndefaults:\n  run: { working-directory: ${JSON.stringify(folder)} }\n`;
  return `# Written by \`codegen init\`, and yours from now on.
name: codegen
on:
  pull_request:
  schedule:
    - cron: "17 5 * * 1" # Mondays
  workflow_dispatch:
permissions:
  contents: read
${defaults}
jobs:
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
${steps}
      - run: ${run} check --reporter github

  update:
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 30
    concurrency: codegen-update
    permissions:
      contents: write
      pull-requests: write
    env:
      BRANCH: codegen/update
    steps:
${steps}
      # Credentials of documents go here: their names stand in the configuration as \${NAME}.
      - name: Fetch what changed, and generate
        id: update
        continue-on-error: true
        run: ${run} update --reporter github --markdown "$RUNNER_TEMP/changes.md"
      - name: Check that everything is fresh
        id: check
        continue-on-error: true
        run: ${run} check --reporter github
      - name: Commit
        id: commit
        run: |
${indent(COMMIT, 10)}
      - name: Test
        id: test
        if: steps.commit.outputs.changed == 'true'
        continue-on-error: true
        run: ${TEST}
      - name: Open a pull request
        if: steps.commit.outputs.changed == 'true'
        env:
          GH_TOKEN: \${{ github.token }}
          TITLE: Update generated SDKs
          TESTS: \${{ steps.test.outcome }}
        run: |
${indent(PULL_REQUEST, 10)}
      - name: Fail when something failed
        if: steps.update.outcome == 'failure' || steps.check.outcome == 'failure' || steps.test.outcome == 'failure'
        run: exit 1
`;
}

/** By commit, as whoever can move a tag could run what they like; Dependabot knows how to raise both. */
const CHECKOUT = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2";
const SETUP_NODE = "actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0";

/** `npm init` writes a test that fails until somebody writes one; that says nothing about an update. */
export const TEST = 'npm pkg get scripts.test | grep --quiet "no test specified" || npm test --if-present';

/**
 * Before the tests run: what they leave behind is no part of an update. Hooks that packages put into the repository are for
 * people; they would judge the message, and see the token of whoever pushes.
 */
const COMMIT = `git add --all -- . ':(exclude,glob)**/node_modules/**'
if git diff --cached --quiet; then echo "Nothing has changed."; exit 0; fi
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git switch --force-create "$BRANCH"
git -c core.hooksPath=/dev/null commit --quiet --message "Update generated SDKs"
echo "changed=true" >> "$GITHUB_OUTPUT"`;

/**
 * Pushes with the token of this step whatever checkout left behind. A fork may have a pull request from a branch of the
 * same name: that one is not ours.
 */
export const PULL_REQUEST = `changes="$RUNNER_TEMP/changes.md"
[ -f "$changes" ] || echo "The update did not come to its end; the log says why." > "$changes"
if [ "$TESTS" = "failure" ]; then printf '\\n**The tests fail with this.**\\n' >> "$changes"; fi
git -c "http.$GITHUB_SERVER_URL/.extraheader=" -c core.hooksPath=/dev/null push --quiet --force \\
  "https://x-access-token:$GH_TOKEN@\${GITHUB_SERVER_URL#https://}/$GITHUB_REPOSITORY.git" "HEAD:refs/heads/$BRANCH"
open=$(gh pr list --head "$BRANCH" --state open --json number,isCrossRepository \\
  --jq 'map(select(.isCrossRepository | not)) | .[0].number // empty')
if [ -z "$open" ]; then
  gh pr create --base "$GITHUB_REF_NAME" --head "$BRANCH" --title "$TITLE" --body-file "$changes"
else
  gh pr edit "$open" --body-file "$changes"
fi`;

function indent(text: string, columns: number): string {
  return text.replace(/^/gm, " ".repeat(columns));
}
