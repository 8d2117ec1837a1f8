import { execFileSync } from "node:child_process";

/** Runs git on a repository, bare or not, and gives what it printed. Throws where it fails. */
export const git = (repository, ...args) =>
  execFileSync("git", ["-C", repository, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "ignore"],
  });
