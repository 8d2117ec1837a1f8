/** What is wrong with a base URL, as the end of a sentence; undefined for one that requests can go to. */
export function baseUrlFault(value: string): string | undefined {
  // One that begins with a slash is relative to where the document was published, as servers of documents may be.
  if (value.startsWith("/")) return undefined;
  if (!/^https?:\/\//i.test(value)) return "must begin with https://, http:// or /, as in https://api.example.com/v1";
  return URL.canParse(value) ? undefined : "is no URL; write it as in https://api.example.com/v1";
}
