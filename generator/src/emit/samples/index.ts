export { lastPage, succeeding, valueAt } from "./last-page.js";
export {
  codeOf,
  hasFile,
  isConverted,
  isSampleObject,
  Leaf,
  plainSample,
  wireOf,
  type Sample,
  type SampleObject,
} from "./sample.js";
export { sampleInput, type SampleInput, type Where } from "./input.js";
export { Sampler } from "./sampler.js";
export { FILE, FILE_TEXT } from "./scalar.js";
