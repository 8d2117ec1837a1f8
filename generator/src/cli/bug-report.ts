import pc from "picocolors";
import { VERSION } from "../version.js";

/** What is printed for an error that is none of the user's. */
export function bugReport(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    "",
    pc.red("Sdkwright has a bug, and your document found it."),
    text,
    "",
    "Please report it with the lines above, the command, and the document or the part of it that is concerned.",
    `sdkwright ${VERSION}, Node ${process.version}, ${process.platform}`,
    "",
  ].join("\n");
}
