import type { BuiltInInput } from "../built-in.js";
import { sampleInput, Sampler } from "../samples/index.js";

/** What tests and mocks are made of. */
export interface TestScene extends BuiltInInput {
  readonly sampler: Sampler;
}

export function testScene(input: BuiltInInput): TestScene {
  const { api, components, config } = input;
  return { ...input, sampler: new Sampler(sampleInput(api, components, config.types ?? {})) };
}
