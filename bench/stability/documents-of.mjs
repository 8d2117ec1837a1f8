import { parse } from "yaml";
import { git } from "../git.mjs";

/** Root documents of a repository, as its last commit has them: those below `largest` bytes. */
export function documentsOf(repository, { largest, only = "" }) {
  const files = git(repository, "ls-tree", "-r", "-l", "HEAD")
    .split("\n")
    .map((line) => /^\d+ blob \w+ +(\d+)\t(.*)$/.exec(line))
    .filter((found) => found && Number(found[1]) < largest && Number(found[1]) > 2000)
    .map(([, , path]) => path)
    .filter((path) => /\.(?:json|ya?ml)$/.test(path) && path.includes(only));
  return files.filter((path) => isRoot(textOf(repository, "HEAD", path)));
}

const isRoot = (text) => /(^|[{,])\s*["']?(openapi|swagger)["']?\s*:\s*["']?\d/m.test((text ?? "").slice(0, 5000));

export function textOf(repository, revision, path) {
  try {
    return git(repository, "show", `${revision}:${path}`);
  } catch {
    return undefined;
  }
}

/** Versions of a document, oldest first, `count` of them evenly chosen: `{ revision, document }`. */
export function* versionsOf(repository, path, count) {
  const revisions = git(repository, "log", "--format=%h", "--first-parent", "--", path).trim().split("\n").toReversed();
  const step = Math.max(1, (revisions.length - 1) / (count - 1));
  const chosen = new Set();
  for (let at = 0; at <= revisions.length - 1 + 1e-9; at += step) chosen.add(revisions[Math.round(at)]);
  for (const revision of chosen) {
    const document = documentIn(textOf(repository, revision, path) ?? "", path);
    if (document) yield { revision, document };
  }
}

function documentIn(text, path) {
  try {
    const found = path.endsWith(".json")
      ? JSON.parse(text.replace(/^\uFEFF/, ""))
      : parse(text, { logLevel: "silent" });
    return typeof found?.paths === "object" && found.paths !== null ? found : undefined;
  } catch {
    return undefined;
  }
}
