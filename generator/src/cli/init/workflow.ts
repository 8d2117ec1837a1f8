import { existsSync } from "node:fs";
import { join } from "node:path";

/** How a project installs its packages and runs what is in them: nothing that is not installed, which would be a stranger's. */
interface Manager {
  readonly name: string;
  readonly lock: string;
  readonly install: string;
  readonly exec: string;
  readonly setup?: string;
}

const MANAGERS: readonly Manager[] = [
  { name: "npm", lock: "package-lock.json", install: "npm ci", exec: "npx --no --" },
  {
    name: "pnpm",
    lock: "pnpm-lock.yaml",
    install: "pnpm install --frozen-lockfile",
    exec: "pnpm exec",
    setup: "corepack enable",
  },
  { name: "yarn", lock: "yarn.lock", install: "yarn install --immutable", exec: "yarn", setup: "corepack enable" },
];

/** The manager whose lock file lies in one of these folders; npm, without one, has nothing to be faithful to. */
function managerOf(folders: readonly string[]): Manager {
  const has = (manager: Manager) => folders.some((folder) => existsSync(join(folder, manager.lock)));
  return MANAGERS.find(has) ?? { ...MANAGERS[0]!, install: "npm install" };
}

/**
 * A workflow of GitHub Actions: checks pull requests; once a week fetches documents that changed, generates, tests, and
 * opens a pull request whose text is what changed. Texts of documents reach it as files only, never as code.
 *
 * @param folder - Of the configuration, relative to the repository; empty for its root.
 */
export function workflow(folder: string, around: { readonly root: string }): string {
  const { install, exec, setup } = managerOf([join(around.root, folder), around.root]);
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
      - run: ${exec} codegen check --reporter github

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
        run: ${exec} codegen update --reporter github --markdown "$RUNNER_TEMP/changes.md"
      - name: Check that everything is fresh
        id: check
        continue-on-error: true
        run: ${exec} codegen check --reporter github
      - name: Commit
        id: commit
        run: |
${indent(COMMIT, 10)}
      - name: Test
        id: test
        if: steps.commit.outputs.changed == 'true'
        continue-on-error: true
        run: npm test --if-present
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

/** Before the tests run: what they leave behind is no part of an update. */
const COMMIT = `git add --all -- . ':!**/node_modules'
if git diff --cached --quiet; then echo "Nothing has changed."; exit 0; fi
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git switch --force-create "$BRANCH"
git commit --quiet --message "Update generated SDKs"
echo "changed=true" >> "$GITHUB_OUTPUT"`;

/**
 * Pushes with the token of this step whatever checkout left behind. A fork may have a pull request from a branch of the
 * same name: that one is not ours.
 */
export const PULL_REQUEST = `if [ "$TESTS" = "failure" ]; then printf '\\n**The tests fail with this.**\\n' >> "$RUNNER_TEMP/changes.md"; fi
git -c "http.$GITHUB_SERVER_URL/.extraheader=" push --quiet --force \\
  "https://x-access-token:$GH_TOKEN@\${GITHUB_SERVER_URL#https://}/$GITHUB_REPOSITORY.git" "HEAD:refs/heads/$BRANCH"
open=$(gh pr list --head "$BRANCH" --state open --json number,isCrossRepository \\
  --jq 'map(select(.isCrossRepository | not)) | .[0].number // empty')
if [ -z "$open" ]; then
  gh pr create --head "$BRANCH" --title "$TITLE" --body-file "$RUNNER_TEMP/changes.md"
else
  gh pr edit "$open" --body-file "$RUNNER_TEMP/changes.md"
fi`;

function indent(text: string, columns: number): string {
  return text.replace(/^/gm, " ".repeat(columns));
}
