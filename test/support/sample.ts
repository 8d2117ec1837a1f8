import { Leaf, isSampleObject, Sampler, sampleInput, type Sample } from "../../generator/src/emit/samples/index.js";
import { sampleRequest } from "../../generator/src/emit/tests/request.js";
import { parameterId } from "../../generator/src/name/index.js";
import { componentsOf } from "../../generator/src/model/index.js";
import type { Api, Operation } from "../../generator/src/model/api.js";
import type { Names } from "../../generator/src/name/names.js";

/** Arguments of calls, from what the samples of generated tests are made of. */
export class SampleArguments {
  readonly #scene: Parameters<typeof sampleRequest>[1];

  constructor(api: Api, names: Names) {
    const components = componentsOf(api);
    this.#scene = { names, components, sampler: new Sampler(sampleInput(api, components, {})) };
  }

  /** All parameters, and a body of the first media type that a sample can be sent as; undefined: there is no such call. */
  of(operation: Operation): { [key: string]: unknown } | undefined {
    const request = sampleRequest(operation, this.#scene);
    const given = request && new Map([...(request.argument ?? [])].map(([key, value]) => [key, valueOf(value)]));
    // A parameter that may span segments is sampled with one: other routers than the API's own know no such thing.
    for (const parameter of operation.parameters.filter((one) => one.in === "path" && one.allowReserved)) {
      const key = this.#scene.names.operations.get(operation.key)!.parameters.get(parameterId(parameter))!;
      const value = given?.get(key);
      if (typeof value === "string") given?.set(key, value.replaceAll("/", "-"));
    }
    return given && Object.fromEntries(given);
  }
}

/** A sample as a program has it. */
function valueOf(sample: Sample): unknown {
  if (sample instanceof Leaf) return sample.isFile ? new Blob([String(sample.wire)]) : sample.wire;
  if (isSampleObject(sample)) return Object.fromEntries([...sample].map(([key, value]) => [key, valueOf(value)]));
  return Array.isArray(sample) ? sample.map(valueOf) : sample;
}
