import { partsOf } from "../../model/index.js";
import type { Schema } from "../../model/schema.js";
import type { Diagnostic } from "../../report/diagnostic.js";
import type { BuiltInInput } from "../built-in.js";
import { specifier } from "../imports.js";
import { codeOf, sampleInput, Sampler } from "../samples/index.js";
import { code } from "../templates/code.js";
import { render } from "../templates/render.js";

/** Factories of the component schemas. */
export interface Factories {
  /** The module that holds them. */
  readonly module: string;
  /** `mockRepo()`; undefined: the component has none, or one that would come back to `root`. */
  call(component: string, root?: string): string | undefined;
  text(): string;
}

export const FACTORIES = "mocks/models";

/** `mocks/models.ts`: for each component, a function that makes a value of it. */
export function factoriesOf(input: BuiltInInput): Factories {
  const { api, names, components, config } = input;
  const samples = sampleInput(api, components, config.types ?? {});
  const reaches = reachOf(components);
  const where = (component: string) =>
    ({ direction: "read", files: samples.filesIn?.(component, "read") ?? false }) as const;
  const plain = new Sampler(samples);
  const made = new Map<string, string>();
  for (const { name, schema } of api.schemas) {
    const type = names.schemas.get(name)?.type;
    if (type === undefined) continue;
    if (plain.sample(schema, where(name), [], { root: name }) !== undefined) made.set(name, type);
    else input.report.add(withoutFactory(name, schema));
  }
  const call = (component: string, root?: string): string | undefined => {
    const type = made.get(component);
    const returns = root !== undefined && (root === component || reaches(component).has(root));
    const isPlain = ["scalar", "literal", "enum"].includes(components.get(component)?.kind ?? "");
    return type === undefined || returns || isPlain ? undefined : `mock${type}()`;
  };
  const sampler = new Sampler({ ...samples, factory: call });
  const declaration = (name: string, schema: Schema, type: string): string => {
    const extent = { root: name };
    const value = sampler.sample(schema, where(name), [], extent) ?? plain.sample(schema, where(name), [], extent);
    const typed = `models.${type}`;
    return (
      `/** A {@link ${typed}} as the document describes it, with \`overrides\` put over it. */\n` +
      `export function mock${type}(overrides?: testing.Overrides<${typed}>): ${typed} {\n` +
      `  return testing.overridden<${typed}>(${codeOf(value ?? null)}, overrides);\n}`
    );
  };
  const text = (): string =>
    render("module", {
      info: api.info,
      imports: code(
        'import * as testing from "@sdkwright/runtime/testing";\n' +
          `import type * as models from "${specifier(FACTORIES, "models", input.extension)}";\n`,
      ),
      declarations: api.schemas.flatMap(({ name, schema }) => {
        const type = made.get(name);
        return type === undefined ? [] : [code(declaration(name, schema, type))];
      }),
    });
  return { module: FACTORIES, call, text };
}

function withoutFactory(name: string, { at }: Schema): Diagnostic {
  return {
    code: "emit/no-sample",
    severity: "info",
    message: `No mock is made of ${name}: no value fits it, or none that ends.`,
    at,
    fix: "See whether its parts contradict each other.",
  };
}

/** Components that a component refers to, directly or not; worked out when first asked for. */
function reachOf(components: ReadonlyMap<string, Schema>): (component: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  const direct = new Map<string, readonly string[]>();
  const targetsOf = (component: string): readonly string[] => {
    const found = direct.get(component);
    if (found) return found;
    const targets = new Set<string>();
    const waiting = [components.get(component)].filter((one) => one !== undefined);
    const seen = new Set<Schema>();
    for (let schema = waiting.pop(); schema; schema = waiting.pop()) {
      if (seen.has(schema)) continue;
      seen.add(schema);
      if (schema.kind === "ref") targets.add(schema.target);
      waiting.push(...partsOf(schema));
    }
    direct.set(component, [...targets]);
    return [...targets];
  };
  return (component) => {
    const found = known.get(component);
    if (found) return found;
    const reached = new Set<string>();
    const waiting = [...targetsOf(component)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(...targetsOf(next));
    }
    known.set(component, reached);
    return reached;
  };
}
