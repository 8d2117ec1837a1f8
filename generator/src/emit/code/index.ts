export { docComment, type DocInput } from "./doc.js";
export { isIdentifier, isReservedWord } from "./identifier.js";
export { jsonLiteral } from "./json.js";
export { propertyKey, typeKey } from "./key.js";
export { stringLiteral } from "./string.js";
