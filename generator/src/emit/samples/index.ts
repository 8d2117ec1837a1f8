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
export { sampleInput, Sampler, type SampleInput, type Where } from "./sampler.js";
export { FILE, FILE_TEXT } from "./scalar.js";
