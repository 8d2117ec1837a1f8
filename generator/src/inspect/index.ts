export { inspectHtml } from "./html.js";
export { inspectJson, type Inspection } from "./json.js";
export { inspectText } from "./text.js";
