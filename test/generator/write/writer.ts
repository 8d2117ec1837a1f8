// A process that writes SDKs until it is killed: by itself before its n-th change of the disk (KILL_AT), or by the test.
import fs from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { about, SDKS } from "./two-sdks.js";

/** Makes the process die before its n-th change of the disk. */
function dieBefore(limit: number): void {
  let count = 0;
  const patch = (owner: object, name: string): void => {
    const functions = owner as Record<string, (...args: unknown[]) => unknown>;
    const real = functions[name]!;
    functions[name] = (...args) => {
      if (count++ === limit) process.kill(process.pid, "SIGKILL");
      return real(...args);
    };
  };
  for (const name of ["writeFile", "rename", "rm", "rmdir", "mkdir", "link", "copyFile", "chmod", "open"])
    patch(promises, name);
  patch(fs, "renameSync");
  syncBuiltinESMExports();
  process.on("exit", () => process.stdout.write(`changes ${count}\n`));
}

const [output = "", mode] = process.argv.slice(2);
if (process.env["KILL_AT"] !== undefined) dieBefore(Number(process.env["KILL_AT"]));
const { write } = await import("../../../generator/src/write/index.js");
if (mode === "once") await write({ output, files: SDKS.new, about });
else
  for (let turn = 0; ; turn++) {
    await write({ output, files: turn % 2 === 0 ? SDKS.new : SDKS.old, about });
    if (turn === 0) process.stdout.write("ready\n");
  }
