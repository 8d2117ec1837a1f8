export { readLog, type Difference } from "./log.js";
export { propose, type Proposal } from "./propose.js";
export { reportLines } from "./text.js";
