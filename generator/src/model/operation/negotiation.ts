import type { Json } from "../../load/document.js";
import type { Operation, Parameter, RequestBody, Response } from "../api.js";

type Headers = NonNullable<Operation["headers"]>;

/**
 * Header parameters named `Accept` and `Content-Type` shall be ignored, OpenAPI says: the client writes both, as it knows
 * what it sends and what it can read. What such a parameter says beyond the media types of body and answers is kept: one
 * value that it states is sent with each call, and a choice of several `Accept`s is an argument that may be left out.
 */
export function withoutNegotiation(
  parameters: readonly Parameter[],
  { body, responses }: { readonly body: RequestBody | undefined; readonly responses: readonly Response[] },
): { readonly parameters: readonly Parameter[]; readonly headers?: Headers; readonly body?: RequestBody | undefined } {
  let sent = body;
  const headers: { -readonly [name in keyof Headers]: string } = {};
  const kept = parameters.flatMap((parameter): Parameter[] => {
    const name = parameter.in === "header" ? parameter.name.toLowerCase() : "";
    if (name !== "accept" && name !== "content-type") return [parameter];
    const { stated, choices } = valuesOf(parameter);
    if (name === "accept" && stated === undefined && choices > 1) return [{ ...parameter, required: false }];
    const isSaid =
      name === "accept"
        ? stated === "*/*" || responses.some((response) => response.media.some(({ type }) => type === stated))
        : body !== undefined || !parameter.required;
    if (stated !== undefined && !isSaid) headers[name] = stated;
    if (stated !== undefined && name === "content-type") sent = ofType(stated, body);
    return [];
  });
  if (kept.length === parameters.length && kept.every((one, index) => one === parameters[index]))
    return { parameters, body };
  return { parameters: kept, body: sent, ...(Object.keys(headers).length > 0 && { headers }) };
}

/** A body of which the document says only that it is bytes is what the parameter says. */
function ofType(type: string, body: RequestBody | undefined): RequestBody | undefined {
  const [media, ...others] = body?.media ?? [];
  const isAnything = media && others.length === 0 && /^(?:application\/octet-stream|\*\/\*)$/.test(media.type);
  return body && isAnything ? { ...body, media: [{ ...media, type }] } : body;
}

/** The one value that a parameter states, and between how many it lets choose. */
function valuesOf({ schema, examples }: Parameter): { readonly stated: string | undefined; readonly choices: number } {
  const only = schema.kind === "literal" ? schema.value : schema.default;
  const choices = schema.kind === "enum" ? schema.values.length : 0;
  const example = choices > 1 ? undefined : (examples[0] ?? schema.examples?.[0]);
  return { stated: mediaType(only) ?? mediaType(example), choices };
}

/** A media type, and no prose about one. */
const mediaType = (value: Json | undefined): string | undefined =>
  typeof value === "string" && /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+(?:\s*;\s*[\w-]+=(?:[\w.+-]+|"[^"]*"))*$/.test(value)
    ? value
    : undefined;
