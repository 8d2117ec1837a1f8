import { ValidationError } from "../errors/validation-error.js";
import { assertField } from "./field.js";
import { encodeSegments, encodeValue } from "./percent.js";
import { contentText, type Parameter } from "./query.js";
import { shapeOf } from "./scalar.js";
import { expand, pairsOf } from "./style.js";

/** A header parameter as its field value; undefined where it is left out. */
export function headerText({ name, spec }: Parameter, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text =
    spec.content === undefined
      ? // An empty list is a field without a value, which says something else than no field at all.
        expand({ name, value, style: "simple", explode: spec.explode ?? false, date: spec.date }, (item) => item)
      : escapeNonAscii(contentText(spec.content, value, name));
  if (text !== undefined) assertField(name, text);
  return text;
}

/** Cookie parameters as pairs of the `Cookie` field. */
export function cookieTexts({ name, spec }: Parameter, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (spec.content !== undefined) return [`${name}=${encodeValue(contentText(spec.content, value, name))}`];
  const style = spec.style ?? "form";
  const pairs = pairsOf({ name, value, style: "form", explode: spec.explode ?? true, date: spec.date });
  return pairs.map((pair) => {
    // 3.2's `cookie` style sends values as they are; then a semicolon would start another cookie.
    const text = pair.texts.map(style === "cookie" ? asIs : encodeValue).join(pair.joint);
    if (style === "cookie") assertCookie(pair.name, text);
    return `${pair.name}=${text}`;
  });
}

// A label without a text is a dot segment, which URLs drop.
const EMPTY_LABEL = ".";

/** A path parameter as it stands between the slashes. @throws {@link ValidationError} where nothing would stand there */
export function pathText({ name, key, spec }: Parameter, value: unknown): string {
  const style = spec.style ?? "simple";
  // The document says that this one spans segments (`allowReserved`, `x-multi-segment`): a folder, a branch, or the root.
  const encode = spec.allowReserved ? encodeSegments : encodeValue;
  if (spec.allowReserved && value === "") return "";
  const text =
    spec.content === undefined
      ? expand({ name, value, style, explode: spec.explode ?? false, date: spec.date }, encode)
      : shapeOf(value, name).kind === "none"
        ? undefined
        : encodeValue(contentText(spec.content, value, name));
  if (text !== undefined && text !== "" && (style !== "label" || text !== EMPTY_LABEL)) return text;
  const message = value === undefined || value === null ? "is required" : "is empty, which would lead to another path";
  throw new ValidationError(`Path parameter "${key}" ${message}`, { issues: [{ path: `/${key}`, message }] });
}

function assertCookie(name: string, text: string): void {
  assertField("cookie", text);
  if (!text.includes(";")) return;
  throw new ValidationError(`Cookie "${name}" holds a semicolon, which would start another cookie; encode it first`);
}

function asIs(text: string): string {
  return text;
}

// A JSON text stays the same JSON when it is written in ASCII.
function escapeNonAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
