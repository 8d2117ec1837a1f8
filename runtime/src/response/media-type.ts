/** `Application/JSON; charset=utf-8` → `application/json`; of several, which some servers send, the first. */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined) return undefined;
  const end = contentType.search(/[;,]/);
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase() || undefined;
}

/** Whether a media type is JSON: `application/json`, `application/vnd.x+json`, `text/json`. */
export function isJson(mediaType: string): boolean {
  return /^(application|text)\/(x-)?json$|\+json$/.test(mediaType);
}

/** Types that say nothing: servers send them where nobody set one. */
export function isGeneric(mediaType: string): boolean {
  return /^(text\/plain|(application|binary)\/(octet-stream|x-download|force-download|download))$/.test(mediaType);
}

/** Whether a type is within another, which may be a range: `image/*`. Parameters are ignored. */
export function isWithin(mediaType: string, range: string): boolean {
  const pattern = mediaTypeOf(range) ?? "";
  return (
    pattern === mediaType || pattern === "*/*" || (pattern.endsWith("/*") && mediaType.startsWith(pattern.slice(0, -1)))
  );
}

/** The charset that a content type names. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return contentType === undefined
    ? undefined
    : /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase();
}
