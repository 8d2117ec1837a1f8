// A repository and its open issues, page after page through the Link header.
//
//   GITHUB_TOKEN=… npx tsx examples/github.ts
import { GitHub } from "../generated/github/index.js";

const github = new GitHub();
const repo = await github.repos.get({ owner: "nodejs", repo: "undici" });
console.log(repo.full_name, repo.stargazers_count);

const issues = github.issues.listForRepo({ owner: "nodejs", repo: "undici", state: "open", per_page: 100 });
for (const issue of await issues.all({ maxItems: 5 })) console.log(`#${issue.number} ${issue.title}`);
console.log(issues.report());
await github.close();
