import type { Enum } from "../../model/schema.js";
import { docComment, isIdentifier, jsonLiteral, propertyKey } from "../code/index.js";

/**
 * The declarations of a component enum as a value: `Color.Red` beside the union of literals. A constant object rather
 * than `enum`: it accepts the literals themselves, and runs where types are only stripped. Undefined: not all its
 * values are strings or numbers, so it stays a union.
 */
export function enumDeclaration(name: string, schema: Enum): string | undefined {
  const values = schema.values.filter((value) => value !== null);
  if (!values.every((value) => typeof value === "string" || typeof value === "number")) return undefined;
  const keys = memberNames(schema);
  const members = schema.values.flatMap((value, index) => {
    if (value === null) return [];
    const docs = docComment({ text: schema.descriptions?.[index] }, 2);
    return [`${docs}  ${propertyKey(keys[index] as string)}: ${jsonLiteral(value)},\n`];
  });
  const nullable = values.length < schema.values.length ? " | null" : "";
  return `export const ${name} = {\n${members.join("")}} as const;\nexport type ${name} = (typeof ${name})[keyof typeof ${name}]${nullable};\n`;
}

/** Names as the document gives them, else made of the values; a name that two values would share is the value itself. */
function memberNames(schema: Enum): string[] {
  const wanted = schema.values.map((value, index) => schema.names?.[index] ?? memberName(String(value)));
  return wanted.map((name, index) =>
    wanted.indexOf(name) === wanted.lastIndexOf(name) ? name : String(schema.values[index]),
  );
}

function memberName(value: string): string {
  if (value === "") return "Empty";
  const signed = value.replace(/^-(?=\d)/, "Minus ");
  const words = signed.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  if (isIdentifier(name)) return name;
  return isIdentifier(`Value${name}`) && name !== "" ? `Value${name}` : value;
}
