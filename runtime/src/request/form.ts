import { ValidationError } from "../errors/validation-error.js";
import type { Encodings } from "./body.js";
import { jsonText } from "./json.js";
import { encodeReserved, encodeValue } from "./percent.js";
import { joinPairs } from "./query.js";
import { isList, isPresent, unwrap } from "./scalar.js";
import { pairsOf, type Pair } from "./style.js";

/** A body of type `application/x-www-form-urlencoded`. */
export function formText(value: unknown, encodings: Encodings): string {
  if (typeof value === "string") return value;
  if (value instanceof URLSearchParams) return value.toString();
  if (value instanceof FormData) return fieldsOf(value).toString();
  if (typeof value !== "object" || value === null) {
    throw new ValidationError("A form body must be an object", {
      issues: [{ path: "/body", message: `is ${typeof value}` }],
    });
  }
  return Object.entries(value)
    .map(([name, item]) => {
      const encode = encodings.get(name)?.allowReserved ? encodeReserved : encodeValue;
      return joinPairs(formPairs(name, item, encodings), encode);
    })
    .filter((text) => text !== "")
    .join("&");
}

function fieldsOf(form: FormData): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, item] of form) {
    if (typeof item === "string") fields.append(name, item);
    else
      throw new ValidationError(`The form's "${name}" is a file, which only a multipart body can hold`, {
        issues: [{ path: `/body/${name}`, message: "is a file" }],
      });
  }
  return fields;
}

/**
 * One property of a form as pairs. With a style in the document, as a query parameter of that style; else objects are
 * JSON, which is the default content type of the Encoding Object, and lists repeat the name.
 */
export function formPairs(name: string, value: unknown, encodings: Encodings): Pair[] {
  const encoding = encodings.get(name);
  const plain = unwrap(value);
  if (!isPresent(plain)) return [];
  if (encoding && (encoding.style ?? encoding.explode ?? encoding.allowReserved) !== undefined) {
    const style = encoding.style ?? "form";
    return pairsOf({ name, value: plain, style, explode: encoding.explode ?? style === "form" });
  }
  const json = encoding?.contentType !== undefined && /[/+]json\b/i.test(encoding.contentType);
  if (typeof plain !== "object" || plain === null || plain instanceof Date) {
    if (json) return [{ name, texts: [jsonText(plain, name)], joint: "," }];
    return pairsOf({ name, value: plain, style: "form", explode: true });
  }
  if (isList(plain) && !json) return pairsOf({ name, value: plain, style: "form", explode: true });
  return [{ name, texts: [jsonText(plain, name)], joint: "," }];
}
