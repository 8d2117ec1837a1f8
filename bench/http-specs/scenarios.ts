// What the mock server expects and answers, as its own modules say it.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** One file of a multipart body. */
export interface FilePart {
  readonly fieldname: string;
  readonly originalname: string;
  readonly buffer: Uint8Array;
  readonly mimetype: string;
}

/** A body as the scenarios write it: the text or bytes of one media type, or the parts of several. */
export interface ExpectedBody {
  readonly contentType: string;
  /** What travels. Absent for multipart. */
  readonly content?: string | Uint8Array;
  readonly parts?: { readonly [name: string]: unknown };
  readonly files?: readonly FilePart[];
}

/** One request and its answer. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: { readonly [name: string]: unknown };
  readonly headers: { readonly [name: string]: string };
  readonly body?: ExpectedBody;
  readonly status: number;
  readonly answerHeaders: { readonly [name: string]: string };
  readonly answer?: ExpectedBody;
}

export interface Scenario {
  readonly name: string;
  /** Folder of the specification: `parameters/path`. */
  readonly folder: string;
  readonly exchanges: readonly Exchange[];
}

/** Texts whose values depend on where the server is. */
interface Resolver {
  serialize(config: { readonly baseUrl: string }): string;
}
interface MockBody {
  readonly contentType: string;
  readonly rawContent?: string | Uint8Array | Resolver;
  readonly parts?: ExpectedBody["parts"];
  readonly files?: readonly FilePart[];
}
interface MockApi {
  readonly uri: string;
  readonly method: string;
  readonly request?: {
    readonly query?: { readonly [name: string]: unknown };
    readonly headers?: { readonly [name: string]: unknown };
    readonly body?: MockBody;
  };
  readonly response: {
    readonly status: number;
    readonly headers?: { readonly [name: string]: unknown };
    readonly body?: MockBody;
  };
}
type Expand = (value: unknown, config: { readonly baseUrl: string }) => unknown;

/** Every scenario of the folder's packages, sorted by name. */
export async function readScenarios(packages: string, baseUrl: string, only: string): Promise<Scenario[]> {
  const root = join(packages, "http-specs/dist/specs");
  const { expandDyns } = (await load(join(packages, "spec-api/dist/index.js"))) as { expandDyns: Expand };
  const scenarios: Scenario[] = [];
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (!file.endsWith("mockapi.js") || !file.includes(only)) continue;
    const { Scenarios } = (await load(join(root, file))) as {
      Scenarios: { readonly [name: string]: { readonly apis: readonly MockApi[] } };
    };
    for (const [name, { apis }] of Object.entries(Scenarios)) {
      const exchanges = apis.map((api) => exchangeOf(api, baseUrl, expandDyns));
      scenarios.push({ name, folder: dirname(file).replaceAll("\\", "/"), exchanges });
    }
  }
  return scenarios;
}

const load = (file: string): Promise<unknown> => import(pathToFileURL(file).href);

function exchangeOf({ uri, method, request, response }: MockApi, baseUrl: string, expand: Expand): Exchange {
  const headers = (given: object | undefined) =>
    Object.fromEntries(
      Object.entries(expand(given ?? {}, { baseUrl }) as object).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]),
    );
  return {
    method: method.toUpperCase(),
    // A colon is escaped from the server's router.
    path: uri.replaceAll("\\", ""),
    query: expand(request?.query ?? {}, { baseUrl }) as Exchange["query"],
    headers: headers(request?.headers),
    ...(request?.body && { body: bodyOf(request.body, baseUrl) }),
    status: response.status,
    answerHeaders: headers(response.headers),
    ...(response.body && { answer: bodyOf(response.body, baseUrl) }),
  };
}

function bodyOf({ contentType, rawContent, parts, files }: MockBody, baseUrl: string): ExpectedBody {
  if (rawContent === undefined) return { contentType, parts: parts ?? {}, files: files ?? [] };
  const content =
    typeof rawContent === "string" || rawContent instanceof Uint8Array ? rawContent : rawContent.serialize({ baseUrl });
  return { contentType, content };
}
