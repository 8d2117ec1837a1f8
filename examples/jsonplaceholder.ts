// Reads every post of a user, page by page, and creates one.
//
//   npm run example                                                    against json-server on your own machine
//   JSONPLACEHOLDER_BASE_URL=https://jsonplaceholder.typicode.com npm run example
import { JsonPlaceholder } from "../generated/jsonplaceholder/index.js";
import { NotFoundError } from "@sdkwright/runtime";
import { startJsonServer } from "./local-json-server.js";

const local = process.env["JSONPLACEHOLDER_BASE_URL"] ? undefined : await startJsonServer();
const api = new JsonPlaceholder(local ? { baseUrl: local.url } : {});

const posts = api.posts.list({ userId: 1, _page: 1, _limit: 5 });
for await (const post of posts) console.log(`${post.id}. ${post.title}`);
console.log(posts.report());

const created = await api.posts.create({ body: { userId: 1, title: "Hello", body: "From Sdkwright." } });
console.log("created", created.id);

try {
  await api.posts.get({ id: 9999 });
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error;
  console.log(error.message);
}

await api.close();
await local?.close();
