import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inspectHtml } from "../../../generator/src/inspect/index.js";
import { understand } from "../../../generator/src/pipeline.js";
import { CHROMIUM, Tab } from "../../support/browser.js";
import { COUNT, documentWith, found, LIMIT, LIST, object, TEXT } from "../detect/support.js";

const GITHUB = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
const LONG = "a".repeat(400);
const cursor = { type: "string", description: `Cursor for the next page. ${LONG}` };

/** Names that leave no place to break a line. */
const small = documentWith(
  { key: "GET /orders", query: { cursor, limit: LIMIT }, answer: object({ data: LIST, next_cursor: TEXT }) },
  { key: `GET /orders/${LONG}`, query: { [LONG]: TEXT }, words: { summary: LONG }, answer: object({ [LONG]: COUNT }) },
);

const PAGES: readonly (readonly [string, { page: () => Promise<string>; operations: number; search: string }])[] = [
  ["a small document", { page: async () => inspectHtml(await found(small)), operations: 2, search: "cursor" }],
  [
    "GitHub",
    {
      page: async () => inspectHtml(await understand({ input: GITHUB, output: "" })),
      operations: 1_000,
      search: "issues comments",
    },
  ],
];

if (CHROMIUM === undefined)
  console.warn("Chromium is missing: the page of `inspect --html` is not opened in a browser");

describe.skipIf(CHROMIUM === undefined)("the page in a browser", () => {
  let folder = "";
  let tab: Tab;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sdkwright-page-"));
    tab = await Tab.open();
  });
  afterAll(async () => {
    await tab.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each(PAGES)("of %s", (_title, { page, operations, search }) => {
    let url = "";
    beforeAll(async () => {
      const file = join(folder, `${search}.html`);
      await writeFile(file, await page());
      url = pathToFileURL(file).href;
    });

    test.each([1_280, 390])("overflows nowhere at %i pixels, whatever is opened", async (width) => {
      await tab.show(url, width);
      const { wide, inner, ...seen } = await tab.evaluate<{
        wide: number;
        inner: number;
        operations: number;
        outside: string[];
      }>(`(() => {
        for (const one of document.querySelectorAll("details")) one.open = true;
        // Also what is far below the window.
        for (const one of document.querySelectorAll(".group")) one.style.contentVisibility = "visible";
        const { scrollWidth: wide, clientWidth: inner } = document.documentElement;
        const outside = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > inner + 1);
        return { wide, inner, operations: document.querySelectorAll(".op").length, outside: outside.slice(0, 5).map((one) => one.outerHTML.slice(0, 200)) };
      })()`);
      expect(seen.operations).toBeGreaterThanOrEqual(operations);
      expect(seen.outside).toEqual([]);
      expect(wide).toBeLessThanOrEqual(inner);
    });

    test("is searched by typing", async () => {
      await tab.show(url, 1_280);
      const shown = `[...document.querySelectorAll(".op")].filter((one) => one.checkVisibility())`;
      const texts = `.map((one) => (one.querySelector("summary").textContent + " " + one.dataset.more).toLowerCase())`;
      const all = await tab.evaluate<string[]>(`[...document.querySelectorAll(".op")]${texts}`);
      const want = all.filter((text) => search.split(" ").every((word) => text.includes(word)));
      expect(want.length).toBeGreaterThan(0);
      expect(want.length).toBeLessThan(all.length);

      await tab.evaluate(`document.getElementById("find").focus()`);
      await tab.type(search.toUpperCase());
      await tab.until(`document.getElementById("shown").textContent === "${want.length} shown"`);
      expect(await tab.evaluate<string[]>(shown + texts)).toEqual(want);

      await tab.evaluate(`document.getElementById("find").select()`);
      await tab.type("no operation is called so");
      await tab.until(`document.getElementById("shown").textContent === "0 shown"`);
      expect(await tab.evaluate<number>(`${shown}.length`)).toBe(0);
    });
  });
});
