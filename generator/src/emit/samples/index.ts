export {
  codeOf,
  isConverted,
  isSampleObject,
  Leaf,
  plainSample,
  wireOf,
  type Sample,
  type SampleObject,
} from "./sample.js";
export { Sampler, type SampleInput, type Where } from "./sampler.js";
export { FILE_TEXT } from "./scalar.js";
