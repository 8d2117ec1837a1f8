import { describe, expect, test } from "vitest";
import { methodsOf, namesOf, documentOf, type Shorts } from "./support.js";

const list = { type: "array", items: { type: "string" } };

describe("names of operations", () => {
  test.each<[string, { given: Shorts; want: { [operation: string]: string } }]>([
    [
      "resource and method stand in the operationId",
      {
        given: {
          "GET /orgs/{org}/repos": { id: "repos/list-for-org", tags: ["repos"] },
          "GET /files": { id: "drive.files.list", tags: ["files"] },
          "GET /users": { id: "UsersController_findAll", tags: ["users"] },
          "POST /x/{id}/references": { id: "objects.references.create", tags: ["objects"] },
        },
        want: {
          "GET /files": "files.list",
          "GET /orgs/{org}/repos": "repos.listForOrg",
          "GET /users": "users.findAll",
          "POST /x/{id}/references": "objects.references.create",
        },
      },
    ],
    [
      "the operationId says what the path says",
      {
        given: {
          "GET /pets": { id: "listPets", tags: ["pets"], answer: list },
          "GET /pets/{id}": { id: "getPetById", tags: ["pets"] },
          "POST /pets": { id: "createPet", tags: ["pets"] },
          "PUT /pets/{id}": { id: "updatePet", tags: ["pets"] },
          "DELETE /pets/{id}": { id: "deletePet", tags: ["pets"] },
          "DELETE /pets": { id: "deletePets", tags: ["pets"] },
        },
        want: {
          "DELETE /pets": "pets.deleteAll",
          "DELETE /pets/{id}": "pets.delete",
          "GET /pets": "pets.list",
          "GET /pets/{id}": "pets.get",
          "POST /pets": "pets.create",
          "PUT /pets/{id}": "pets.update",
        },
      },
    ],
    [
      "the operationId has some words of the path: those were chosen; one that has all of them was not",
      {
        given: {
          "GET /browse/new-releases": { id: "get-new-releases", tags: ["Albums"] },
          "POST /projects/{id}/ai-tools": { id: "postAiTool", tags: ["AI configs"] },
          "PUT /lists/{id}/folders/{folder}/rename": { id: "putFolder", tags: ["Basic"] },
          "GET /code-refs/branches/{id}": { id: "get_code_refs_branches", tags: ["other"] },
          "GET /usage/roles": { id: "getCustomRoles", tags: ["Custom roles"], answer: list },
        },
        want: {
          "GET /browse/new-releases": "albums.getNewReleases",
          "GET /code-refs/branches/{id}": "other.getCodeRefBranch",
          "GET /usage/roles": "customRoles.list",
          "POST /projects/{id}/ai-tools": "aiConfigs.createAiTool",
          "PUT /lists/{id}/folders/{folder}/rename": "basic.rename",
        },
      },
    ],
    [
      "what stands before the resource changes what is done, and may not be lost",
      {
        given: {
          "POST /payments/{id}/release": { id: "releasePayment", tags: ["Payments"] },
          "POST /simulate/payments/release": { id: "simulatePaymentsRelease", tags: ["Payments"] },
          "POST /simulate/void": { id: "postSimulateVoid", tags: ["Payments"] },
        },
        want: {
          "POST /payments/{id}/release": "payments.release",
          "POST /simulate/payments/release": "payments.simulateRelease",
          "POST /simulate/void": "payments.simulateVoid",
        },
      },
    ],
    [
      "a literal that may be a verb is a thing where the id has a verb of its own",
      {
        given: {
          "GET /player/queue": { id: "get-queue", tags: ["Player"] },
          "POST /player/queue": { id: "add-to-queue", tags: ["Player"] },
          "POST /invoices/{id}/pay": { id: "PostInvoicesInvoicePay", tags: ["Invoices"] },
        },
        want: {
          "GET /player/queue": "player.getQueue",
          "POST /invoices/{id}/pay": "invoices.pay",
          "POST /player/queue": "player.addQueue",
        },
      },
    ],
    [
      "the operationId says more",
      {
        given: {
          "GET /user": { id: "getCurrentUser", tags: ["Users"] },
          "PUT /links": { id: "createOrUpdateLink", tags: ["links"] },
          "GET /sites/{id}/build_hooks/{hook}": { id: "getSiteBuildHook", tags: ["buildHook"] },
          "GET /hidden": { id: "listAccountsForUser", tags: ["accountMembership"] },
        },
        want: {
          "GET /hidden": "accountMembership.listAccountsForUser",
          "GET /sites/{id}/build_hooks/{hook}": "buildHook.getForSite",
          "GET /user": "users.getCurrent",
          "PUT /links": "links.createOrUpdate",
        },
      },
    ],
    [
      "the name of a product, and then method and path spelt out",
      {
        given: {
          "GET /accounts/{cardAccountId}/bills": { id: "creditCardsGetAccountsCardAccountIdBills", tags: ["Cards"] },
          "PATCH /pix/consents/{consentId}": { id: "paymentsPatchPixConsentId", tags: ["Pagamentos"] },
          "GET /resources": { id: "resourcesGetResources", tags: ["Resources"] },
          // Not the path's words: they stay.
          "GET /jobs/{id}": { id: "adminGetJobHistory", tags: ["Jobs"] },
        },
        want: {
          "GET /accounts/{cardAccountId}/bills": "cards.listAccountBills",
          "PATCH /pix/consents/{consentId}": "pagamentos.updatePixConsent",
          "GET /resources": "resources.list",
          "GET /jobs/{id}": "jobs.adminGetHistory",
        },
      },
    ],
    [
      "the kind at the end of a tag is no part of the resource",
      {
        given: {
          "GET /captures": { id: "list-captures", tags: ["Captures API"], answer: list },
          "GET /payments/{id}/captures/{captureId}": { id: "get-capture", tags: ["Captures API"] },
          "GET /pets/{id}": { id: "getPetUsingGET_1", tags: ["pet-controller"] },
          "GET /api/{id}": { id: "getApi", tags: ["API"] },
        },
        want: {
          "GET /api/{id}": "api.get",
          "GET /captures": "captures.list",
          "GET /payments/{id}/captures/{captureId}": "captures.get",
          "GET /pets/{id}": "pet.get",
        },
      },
    ],
    [
      "a noun that could be a verb, a framework's grouping, a verb amid the path, a list inside an envelope",
      {
        given: {
          "POST /checks": { id: "check_create", tags: ["Checks"] },
          "GET /checks/{id}": { id: "check_retrieve", tags: ["Checks"] },
          "GET /environments/api-keys": { id: "EnvironmentsControllerV1_listApiKeys", tags: ["Environments"] },
          "PATCH /notification-groups/{id}": {
            id: "NotificationGroupsController_updateNotificationGroup",
            tags: ["Workflow groups"],
          },
          "PUT /integrations/{id}/attach/{source_id}": { id: "attachIntegrationToSource", tags: ["Integrations"] },
          "GET /plans/{id}/accounts": {
            id: "getAccounts",
            tags: ["Accounts"],
            answer: { type: "object", properties: { data: { type: "object", properties: { accounts: list } } } },
          },
          "GET /plans/{id}/accounts/{account_id}": { id: "getAccountById", tags: ["Accounts"] },
        },
        want: {
          "GET /checks/{id}": "checks.get",
          "GET /environments/api-keys": "environments.listApiKeys",
          "GET /plans/{id}/accounts": "accounts.list",
          "GET /plans/{id}/accounts/{account_id}": "accounts.get",
          "PATCH /notification-groups/{id}": "workflowGroups.updateNotificationGroup",
          "POST /checks": "checks.create",
          "PUT /integrations/{id}/attach/{source_id}": "integrations.attach",
        },
      },
    ],
    [
      "resources below the tag follow the path",
      {
        given: {
          "POST /chat/completions": { id: "createChatCompletion", tags: ["Chat"] },
          "POST /audio/speech": { id: "createSpeech", tags: ["Audio"] },
          "POST /files": { id: "createFile", tags: ["Files"] },
          "GET /files/{file_id}/content": { id: "downloadFile", tags: ["Files"] },
        },
        want: {
          "GET /files/{file_id}/content": "files.downloadContent",
          "POST /audio/speech": "audio.speech.create",
          "POST /chat/completions": "chat.completions.create",
          "POST /files": "files.create",
        },
      },
    ],
    [
      "neither tag nor a telling operationId: method and path",
      {
        given: {
          "GET /v1/customers/{customer}/sources": { id: "GetCustomersCustomerSources" },
          "POST /v1/customers/{customer}": { id: "PostCustomersCustomer" },
          "POST /v1/invoices/{invoice}/pay": { id: "PostInvoicesInvoicePay" },
          "POST /v1/invoices/{invoice}/mark_uncollectible": {},
          "GET /v1/charges/search": {},
          "POST /v1/test_clocks": {},
          "GET /v1/balance": {},
          "POST /servers/{id}/actions/reboot": {},
          "POST /v1/projects/{name}:cancel": {},
        },
        want: {
          "GET /v1/balance": "balance.get",
          "GET /v1/charges/search": "charges.search",
          "GET /v1/customers/{customer}/sources": "customers.sources.list",
          "POST /servers/{id}/actions/reboot": "servers.reboot",
          "POST /v1/customers/{customer}": "customers.update",
          "POST /v1/invoices/{invoice}/mark_uncollectible": "invoices.markUncollectible",
          "POST /v1/invoices/{invoice}/pay": "invoices.pay",
          "POST /v1/projects/{name}:cancel": "projects.cancel",
          "POST /v1/test_clocks": "testClocks.create",
        },
      },
    ],
    [
      "calls that belong to no resource are methods of the client",
      {
        given: { "POST /sendMessage": {}, "GET /ping": {}, "POST /moderations": {}, "POST /close": {} },
        want: {
          "GET /ping": "ping",
          "POST /close": "close_",
          "POST /moderations": "moderations.create",
          "POST /sendMessage": "sendMessage",
        },
      },
    ],
    [
      "a tag that the path does not know",
      {
        given: {
          "GET /a/{id}": { tags: ["t"] },
          "POST /a/{id}": { tags: ["t"] },
          "GET /a/{id}/b": { tags: ["t"] },
          "GET /": { tags: ["t"] },
          "POST /applePay/sessions": { tags: ["Utility"], id: "post-applePay-sessions" },
        },
        want: {
          "GET /": "t.get",
          "GET /a/{id}": "t.getA",
          "GET /a/{id}/b": "t.getAB",
          "POST /a/{id}": "t.updateA",
          "POST /applePay/sessions": "utility.createApplePaySession",
        },
      },
    ],
    [
      "members that every object or promise has are marked",
      {
        given: {
          "GET /a": { id: "constructor", tags: ["then"] },
          "PUT /a": { id: "then", tags: ["client"] },
          "POST /a": { id: "toString", tags: ["constructor"] },
          "DELETE /a": { id: "call", tags: ["name"] },
          "PATCH /a": { id: "length", tags: ["__proto__"] },
        },
        want: {
          "DELETE /a": "name.call",
          "GET /a": "thenResource.constructor_",
          "PATCH /a": "proto.length",
          "POST /a": "constructorResource.toString_",
          "PUT /a": "clientResource.then_",
        },
      },
    ],
    [
      "a word that joins a parameter to what stands before is no resource",
      {
        given: {
          "GET /apps/{app}/users/by/{label}/{alias}": { id: "fetch_user" },
          "GET /apps/{app}/users/by/{label}/{alias}/identity": { id: "fetch_user_identity" },
          "GET /apps/{app}/users/{id}": { id: "fetch_one" },
        },
        want: {
          "GET /apps/{app}/users/by/{label}/{alias}": "apps.users.getByAlias",
          "GET /apps/{app}/users/by/{label}/{alias}/identity": "apps.users.identity.get",
          "GET /apps/{app}/users/{id}": "apps.users.get",
        },
      },
    ],
    [
      "a literal may be half of what is done, if the operationId says so",
      {
        given: {
          "POST /contacts/bulk": { id: "BulkCreateContacts", tags: ["Contacts"] },
          "PUT /contacts/bulk": { id: "BulkUpdateContacts", tags: ["Contacts"] },
          "POST /contacts/bulk/delete": { id: "BulkDeleteContacts", tags: ["Contacts"] },
        },
        want: {
          "POST /contacts/bulk": "contacts.bulkCreate",
          "PUT /contacts/bulk": "contacts.bulkUpdate",
          "POST /contacts/bulk/delete": "contacts.bulkDelete",
        },
      },
    ],
    [
      "one word in different styles is one resource",
      {
        given: { "GET /a": { id: "x", tags: ["User Management"] }, "PUT /a": { id: "y", tags: ["user-management"] } },
        want: { "GET /a": "userManagement.x", "PUT /a": "userManagement.y" },
      },
    ],
    [
      "a method and a resource below it may want one name: the method has it",
      {
        given: { "GET /jobs/run": { id: "jobs.run" }, "GET /jobs/x": { id: "jobs.run.get" } },
        want: { "GET /jobs/run": "jobs.run", "GET /jobs/x": "jobs.runResource.get" },
      },
    ],
  ])("%s", async (_, { given, want }) => expect(await methodsOf(given)).toEqual(want));

  test("operationIds that fall together: who is spelled so keeps the name, the others say what they are about", async () => {
    const { names, report } = await namesOf(
      documentOf({
        "GET /a": { id: "get-user", tags: ["t"] },
        "GET /b": { id: "get_user", tags: ["t"] },
        "GET /c": { id: "getUser", tags: ["t"] },
      }),
    );
    expect([...names.operations].map(([key, one]) => [key, one.method])).toEqual([
      ["GET /a", "getUserA"],
      ["GET /b", "getUserB"],
      ["GET /c", "getUser"],
    ]);
    expect(report.diagnostics.map((one) => one.code)).toEqual(["name/method-collision", "name/method-collision"]);
  });

  test("a later version has a number, the first has none", async () => {
    expect(await methodsOf({ "GET /v1/users": { answer: list }, "GET /v2/users": { answer: list } })).toEqual({
      "GET /v1/users": "users.list",
      "GET /v2/users": "users.listV2",
    });
  });

  test("two updates of one path: the one that the document calls so has the name, the other that of its HTTP method", async () => {
    const shorts = {
      "PUT /pets/{id}": { id: "pet.update", tags: ["pets"] },
      "PATCH /pets/{id}": { id: "patch_pet", tags: ["pets"] },
    };
    expect(await methodsOf(shorts)).toEqual({ "PUT /pets/{id}": "pets.update", "PATCH /pets/{id}": "pets.patch" });
  });

  test("tags of OpenAPI 3.2 have parents, and a cycle of them ends", async () => {
    const tags = [
      { name: "admin" },
      { name: "users", parent: "admin" },
      { name: "a", parent: "b" },
      { name: "b", parent: "a" },
    ];
    const shorts = { "GET /users": { tags: ["users"], answer: list }, "GET /x": { tags: ["a"], id: "look" } };
    const { names } = await namesOf(documentOf(shorts, { openapi: "3.2.0", tags }));
    expect([...names.operations.values()].map((one) => one.resource)).toEqual([
      ["admin", "users"],
      ["b", "a"],
    ]);
  });
});
