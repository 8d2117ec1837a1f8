import { describe, expect, test } from "vitest";
import type { PagingSpec } from "../../../runtime/src/contract.js";
import { collect, ids, listing, type Answered } from "./listing.js";

const bare = (cursor: string, items = "/results"): PagingSpec => ({ style: "cursor", cursor, items });

describe("a next cursor that the document does not show is found where it can hardly be anything else", () => {
  test.each<[string, PagingSpec, Answered[], unknown]>([
    [
      "answers declared as any object",
      bare("start_cursor"),
      [
        { body: { results: ids(1), has_more: true, next_cursor: "n" } },
        { body: { results: ids(2), next_cursor: null } },
      ],
      "n",
    ],
    [
      "one level down, in another case",
      bare("pageToken"),
      [{ body: { results: ids(1), meta: { nextPageToken: "n" } } }, { body: { results: ids(2), meta: {} } }],
      "n",
    ],
    [
      "named after the parameter",
      bare("resume_key"),
      [{ body: { results: ids(1), paging: { "next-resume-key": 7 } } }, { body: { results: ids(2) } }],
      7,
    ],
    [
      "an undeclared header",
      bare("next_token", ""),
      [{ body: ids(1), headers: { "x-nomad-nexttoken": "n" } }, { body: ids(2) }],
      "n",
    ],
    [
      "a Link whose next has the parameter",
      bare("after", ""),
      [{ body: ids(1), headers: { link: '</things?after=n>; rel="next"' } }, { body: ids(2) }],
      "n",
    ],
  ])("%s", async (_title, paging, answers, want) => {
    const { list, asked } = listing(paging, (_, index) => answers[index]!);
    expect(await collect(list)).toEqual(ids(1, 2));
    expect(asked[1]?.params[paging.cursor!]).toBe(want);
    expect(list.report()).toMatchObject({ pages: 2, complete: true });
  });

  test.each<[string, unknown]>([
    ["items are not looked into", { results: [{ id: 1, next_cursor: "x" }] }],
    [
      "names that may be anything",
      { results: ids(1), next: "soon", token: "t", cursor: "c", next_billing_date: "2030-01-01" },
    ],
  ])("%s: one page, and whether that is all is unknown", async (_title, body) => {
    const { list, asked } = listing(bare("cursor"), () => ({ body }));
    await collect(list);
    expect(asked).toHaveLength(1);
    expect(list.report()).toMatchObject({ stoppedBy: "no-next", complete: "unknown" });
  });

  test("what is declared is taken at its word", async () => {
    const { list, asked } = listing({ ...bare("cursor"), nextCursor: "/next" }, () => ({
      body: { results: ids(1), next_cursor: "x" },
    }));
    await collect(list);
    expect(asked).toHaveLength(1);
    expect(list.report().complete).toBe(true);
  });
});
