import type { Json } from "../../load/document.js";
import { dataLiteral, propertyKey, stringLiteral } from "../code/index.js";
import { codeOf, isConverted, plainSample } from "../samples/index.js";
import type { MethodText } from "../operations/operation.js";
import type { SampleAnswer } from "./answer.js";
import type { SampleRequest } from "./request.js";

/** What one test is about. */
export interface TestCase {
  /** `repos.get` */
  readonly name: string;
  /** Members of the client that lead to the method, and the method. */
  readonly path: readonly string[];
  readonly kind: MethodText["kind"];
  readonly request: SampleRequest;
  readonly answer: SampleAnswer;
  /** The operation has servers of its own, which the client's base URL does not replace. */
  readonly ownServer: boolean;
  readonly route: string;
}

/** One test, as code. */
export function testText(one: TestCase): string {
  const { request, answer } = one;
  const { status, type, body } = answer;
  const isShared = answer.result === "json" && answer.want !== undefined && !isConverted(answer.want);
  const lines = [
    ...(isShared
      ? [`const answer${codeOf(answer.want ?? null) === "[]" ? ": unknown" : ""} = ${codeOf(answer.want ?? null)};`]
      : []),
    `api.next(${answerLiteral({ status, type, body: isShared ? "answer" : body === undefined ? undefined : jsonCode(body) })});`,
    ...callLines(one, isShared),
    `expect(api.sent).toMatchObject(${sentLiteral(request)});`,
    request.body === undefined
      ? "expect(api.sent.body).toBeUndefined();"
      : `expect(api.sent.body).toEqual(${jsonCode(request.body)});`,
  ];
  const title = stringLiteral(`${one.name}: ${one.route}`);
  return `test(${title}, async () => {\n${lines.map((line) => `  ${line}\n`).join("")}});\n`;
}

function answerLiteral(parts: { status: number; type: string | undefined; body: string | undefined }): string {
  const members = [
    `status: ${parts.status}`,
    ...(parts.type === undefined ? [] : [`type: ${stringLiteral(parts.type)}`]),
    ...(parts.body === undefined
      ? []
      : [parts.body === "answer" ? "body: JSON.stringify(answer)" : `body: ${parts.body}`]),
  ];
  return `{ ${members.join(", ")} }`;
}

function callLines({ path, kind, request, answer, ownServer }: TestCase, isShared: boolean): string[] {
  const options = ownServer ? `{ server: new URL("https://api.example.test") }` : undefined;
  const argument = request.argument && codeOf(request.argument);
  const given = [...(argument === undefined ? [] : [argument]), ...(options === undefined ? [] : [options])];
  const call = `client${path.map(member).join("")}(${given.join(", ")})`;
  const want = isShared ? "answer" : answer.want === undefined ? "" : codeOf(answer.want);
  switch (answer.result) {
    case "events":
      return [`const received = await collect(${call});`, `expect(received).toEqual(${want});`];
    case "nothing":
      return kind === "stream" ? [`await collect(${call}).catch(() => []);`] : [`await ${call}.raw();`];
    case "undefined":
      return [`const received = await ${call};`, "expect(received).toBeUndefined();"];
    case "text":
      return [`const received = await ${call};`, `expect(await textOf(received)).toBe(${want});`];
    case "json":
      return [
        `const received = await ${call};`,
        `expect(${kind === "paged" ? "received.body" : "received"}).toEqual(${want});`,
      ];
  }
}

function sentLiteral({ method, path, headers }: SampleRequest): string {
  const fields = Object.entries(headers).map(([name, value]) => `${propertyKey(name)}: ${stringLiteral(value)}`);
  const members = [
    `method: ${stringLiteral(method)}`,
    `path: ${stringLiteral(path)}`,
    ...(fields.length === 0 ? [] : [`headers: { ${fields.join(", ")} }`]),
  ];
  return `{ ${members.join(", ")} }`;
}

const member = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${stringLiteral(name)}]`);

/** JSON as code: members of a document may be called `__proto__`. */
function jsonCode(value: Json): string {
  return typeof value === "object" && value !== null ? codeOf(plainSample(value)) : dataLiteral(value);
}
