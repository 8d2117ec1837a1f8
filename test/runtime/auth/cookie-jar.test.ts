import { describe, expect, test } from "vitest";
import { cookieJar } from "../../../runtime/src/auth/cookie-jar.js";
import type { HttpRequest } from "../../../runtime/src/http.js";

type Step = readonly [path: string, setCookie?: string[], origin?: string];

/** The `Cookie` field of each request, in turn. */
async function cookies(steps: readonly Step[], headers: Record<string, string> = {}): Promise<(string | undefined)[]> {
  const jar = cookieJar({ limit: 3 });
  const sent: (string | undefined)[] = [];
  for (const [path, setCookie, origin = "https://forum.example"] of steps) {
    const request: HttpRequest = { method: "GET", origin, path, headers };
    await jar(request, async (changed) => {
      sent.push(changed.headers["cookie"]);
      return { status: 200, headers: {}, setCookie, body: null, url: origin + path };
    });
  }
  return sent;
}

describe("cookies", () => {
  const cases: [string, { given: Step[]; want: (string | undefined)[] }][] = [
    ["are sent back", { given: [["/login", ["sid=1; HttpOnly; Secure"]], ["/a"]], want: [undefined, "sid=1"] }],
    ["are replaced", { given: [["/", ["sid=1"]], ["/", ["sid=2"]], ["/"]], want: [undefined, "sid=1", "sid=2"] }],
    [
      "are forgotten at their end",
      { given: [["/", ["sid=1"]], ["/", ["sid=; Max-Age=0"]], ["/"]], want: [undefined, "sid=1", undefined] },
    ],
    [
      "end at a date",
      { given: [["/", ["sid=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]], ["/"]], want: [undefined, undefined] },
    ],
    [
      "keep to their path",
      { given: [["/", ["a=1; Path=/x", "b=2"]], ["/x/y"], ["/xy"]], want: [undefined, "a=1; b=2", "b=2"] },
    ],
    [
      "belong to the folder that set them",
      { given: [["/v1/login", ["a=1"]], ["/v1/x?y"], ["/v2/x"]], want: [undefined, "a=1", undefined] },
    ],
    [
      "go to no other origin",
      {
        given: [
          ["/", ["a=1; Domain=example"]],
          ["/", [], "https://evil.example"],
          ["/", [], "http://forum.example"],
        ],
        want: [undefined, undefined, undefined],
      },
    ],
    ["have a bound", { given: [["/", ["a=1", "b=2", "c=3", "d=4"]], ["/"]], want: [undefined, "b=2; c=3; d=4"] }],
    ["without a name are ignored", { given: [["/", ["=1", "nonsense", ""]], ["/"]], want: [undefined, undefined] }],
  ];
  test.each(cases)("%s", async (_title, { given, want }) => expect(await cookies(given)).toEqual(want));

  test("join those of the request", async () => {
    expect(await cookies([["/", ["sid=1"]], ["/"]], { cookie: "own=0" })).toEqual(["own=0", "own=0; sid=1"]);
  });
});
