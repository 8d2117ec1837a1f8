import { describe, expect, test } from "vitest";
import { namesOf, documentOf } from "./support.js";

const clientOf = async (title: string, server = "https://api.example.com") => {
  const { names } = await namesOf({ ...documentOf({}), info: { title, version: "1" }, servers: [{ url: server }] });
  return { client: names.client, env: names.env, packageName: names.packageName };
};

describe("names of the whole", () => {
  test.each([
    ["GitHub v3 REST API", { client: "GitHub", env: "GITHUB", packageName: "github-sdk" }],
    [
      "GitHub's official OpenAPI spec + Octokit extension",
      { client: "GitHub", env: "GITHUB", packageName: "github-sdk" },
    ],
    ["Pet Store", { client: "PetStore", env: "PET_STORE", packageName: "pet-store-sdk" }],
    ["Open-Meteo APIs", { client: "OpenMeteo", env: "OPEN_METEO", packageName: "open-meteo-sdk" }],
    ["The OpenAI API 2.3.0", { client: "OpenAI", env: "OPENAI", packageName: "openai-sdk" }],
    ["PokéAPI", { client: "PokéAPI", env: "POKEAPI", packageName: "pokeapi-sdk" }],
    ["API Reference", { client: "Example", env: "EXAMPLE", packageName: "example-sdk" }],
    ["3D Models", { client: "Api3DModels", env: "API_3D_MODELS", packageName: "3d-models-sdk" }],
    ["Client", { client: "ClientClient", env: "CLIENT", packageName: "client-sdk" }],
    ['"; process.exit(1) //', { client: "ProcessExit", env: "PROCESS_EXIT", packageName: "process-exit-sdk" }],
  ])("%s", async (title, want) => expect(await clientOf(title)).toMatchObject(want));

  test("nothing to go by", async () => {
    const { client, env, packageName } = await clientOf("🙂", "/v1");
    expect({ client, env }).toEqual({ client: "Api", env: "API" });
    expect(packageName).toBe("api-sdk");
  });
});
