import type { HeaderRecord } from "../http.js";

const USUAL = [
  "x-request-id",
  "request-id",
  "x-github-request-id",
  "x-amzn-requestid",
  "x-correlation-id",
  "x-trace-id",
  "cf-ray",
];

/** The server's own name for a request, from the API's header for it or one of the usual ones. */
export function requestIdOf(headers: Readonly<HeaderRecord>, name?: string): string | undefined {
  if (name !== undefined) {
    const own = headers[name.toLowerCase()];
    if (own !== undefined) return own;
  }
  for (const usual of USUAL) {
    const value = headers[usual];
    if (value !== undefined) return value;
  }
  return undefined;
}
