export { codeSpan, docComment, type DocInput, type DocTag } from "./doc.js";
export { isIdentifier, isReservedWord } from "./identifier.js";
export { dataLiteral, jsonLiteral } from "./json.js";
export { dataMember, propertyKey, typeKey } from "./key.js";
export { stringLiteral, templateText } from "./string.js";
