/** Every item of a sequence, in a list. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The text of a body, however the SDK hands it out: a string, a `Blob`, bytes or a stream. */
export async function textOf(body: unknown): Promise<string> {
  if (typeof body === "string") return body;
  if (body instanceof Blob) return body.text();
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  if (body instanceof ReadableStream) return new Response(body).text();
  throw new TypeError(`A body that can be read as text was expected, not ${body === null ? "null" : typeof body}`);
}
