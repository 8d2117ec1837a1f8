import { expect, test } from "vitest";
import { changeLists } from "../../../generator/src/diff/markdown.js";

const lists = (message: string) => changeLists([{ level: "fix", subject: "a", message } as never], "###");

test.each([
  ["a mention", "ask @octocat", "ask @&#8203;octocat"],
  ["an issue of this repository", "closes #12", "closes \\#12"],
  ["an issue in GitHub's own words", "fixes GH-12", "fixes GH&#8203;-12"],
  ["an issue by its address", "fixes https://github.com/a/b/issues/1", "fixes https&#58;//github.com/a/b/issues/1"],
  ["an address without a scheme", "see www.example.com", "see www&#46;example.com"],
  ["markup", "[x](y) <img src=z>", "\\[x\\](y) \\<img src=z\\>"],
  ["code stays code", "is `@Name` now", "is `@Name` now"],
  ["an address of mail", "a@b.example", "a@&#8203;b.example"],
])("a document's text calls nobody and closes nothing in a pull request: %s", (_title, text, want) => {
  expect(lists(text)).toBe(`\n### Fixes\n\n- \`a\` ${want}\n`);
});
