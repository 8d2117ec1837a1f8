import { expect, test } from "vitest";
import { fileSystemError } from "../../../generator/src/report/file-system.js";

const failed = (about: Partial<NodeJS.ErrnoException>) => Object.assign(new Error("failed"), about);

test.each([
  [
    "a path",
    { code: "EACCES", syscall: "open", path: "/a" },
    "/a cannot be used: you may not write or read there (EACCES, open).",
  ],
  [
    "no path, while a file is open",
    { code: "ENOSPC", syscall: "write" },
    "sdk cannot be used: the disk is full (ENOSPC, write).",
  ],
  [
    "the call that asks for the folder",
    { code: "ENOENT", syscall: "uv_cwd" },
    "The folder in which the command was started is gone.",
  ],
])("an error with %s is told", (_, about, message) => {
  expect(fileSystemError(failed(about), { unnamed: "sdk" })?.diagnostics).toMatchObject([
    { code: "write/refused", message },
  ]);
});

test.each([
  ["of the network", { code: "EACCES", syscall: "connect" }],
  ["without a code", { syscall: "write" }],
  ["of a file that is not there", { code: "ENOENT", syscall: "open", path: "/a" }],
])("an error %s is no business of the file system", (_, about) => {
  expect(fileSystemError(failed(about))).toBeUndefined();
});
