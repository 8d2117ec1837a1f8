// Access tokens that live two seconds, under concurrent calls: against a real authorization server (oidc-provider) on
// the loopback interface, how many calls fail and how often a token is asked for.
//
//   node --conditions=sdkwright-source --import=tsx bench/token-lifetime.ts [--seconds 20] [--concurrency 50]
import { parseArgs } from "node:util";
import { Client } from "@sdkwright/runtime";
import { authorizationServer } from "../test/runtime/auth/authorization-server.js";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "20" }, concurrency: { type: "string", default: "50" } },
});
const seconds = Number(values.seconds);
const lifetime = 2;

const service = {
  client_id: "service",
  client_secret: "secret-0123456789",
  grant_types: ["client_credentials"],
  redirect_uris: [],
  response_types: [],
};
const server = await authorizationServer({ clients: [service], lifetime });
const client = new Client(
  {
    contract: 1,
    name: "Shop",
    env: "SHOP",
    servers: [],
    schemes: { oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token" } } } },
    security: [{ oauth: [] }],
  },
  { auth: { clientId: "service", clientSecret: "secret-0123456789" }, baseUrl: server.url, retry: false },
);

let calls = 0;
const failures = new Map<string, number>();
const end = Date.now() + seconds * 1000;
const worker = async (): Promise<void> => {
  while (Date.now() < end) {
    const result = await client.call({ id: "getThing", method: "GET", path: "/api/thing" }, {}).safe();
    if (result.ok) calls++;
    else failures.set(result.error.message, (failures.get(result.error.message) ?? 0) + 1);
  }
};
await Promise.all(Array.from({ length: Number(values.concurrency) }, worker));
await client.close();
await server.close();

const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
const asked = server.tokenRequests.length;
const allowed = 1 + Math.floor(seconds / lifetime);
console.log(`${calls} calls in ${seconds} s, ${failed} failed`, ...failures);
console.log(`${server.apiAnswers.filter((status) => status === 401).length} answers were 401 and sent again`);
console.log(
  `${asked} token requests, ${server.tokenRequests.filter(({ status }) => status !== 200).length} refused; ${allowed} allowed`,
);
process.exitCode = failed === 0 && asked <= allowed ? 0 : 1;
