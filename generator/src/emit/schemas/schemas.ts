import type { Operation } from "../../model/api.js";
import type { OperationNames, ResourceNames } from "../../name/names.js";
import { propertyKey } from "../code/index.js";
import { specifier } from "../imports.js";
import type { Scene } from "../scene.js";
import { jsonOf } from "../webhooks/events.js";
import { code } from "../templates/code.js";
import { render } from "../templates/render.js";
import { Expressions } from "./expressions.js";
import { RESERVED, SchemaModule } from "./module.js";
import { operationSchemas } from "./operation.js";
import { type Declared, Plan, type Formats } from "./plan.js";

/** What `schemas` of the configuration asks for. */
export interface SchemaOptions {
  readonly library: "zod" | "zod/mini";
  readonly formats: Formats;
}

const MODELS = "schemas/models";
const EVENTS = "schemas/webhooks";

/** The modules of schemas of one SDK. */
export class SchemaPrinter {
  readonly #scene: Scene;
  readonly #options: SchemaOptions;
  readonly #plan: Plan;
  readonly #operations: ReadonlyMap<string, Operation>;
  /** Module of a resource → its text. */
  readonly #modules = new Map<string, string>();
  /** Operation key → where its schemas are: what loads their module, and their name in it. */
  readonly #references = new Map<string, string>();
  /** Module of a resource → the constant that loads the module of its schemas. */
  readonly #loaders = new Map<string, string>();

  constructor(scene: Scene, options: SchemaOptions) {
    this.#scene = scene;
    this.#options = options;
    const { api, names, components, config } = scene;
    const { formats } = options;
    this.#plan = new Plan({ api, names, components, options: config.types ?? {}, formats, reserved: RESERVED });
    this.#operations = new Map(api.operations.map((one) => [one.key, one]));
    const visit = (resource: ResourceNames): void => {
      this.#resource(resource);
      resource.children.forEach(visit);
    };
    names.resources.forEach(visit);
    this.#events();
  }

  /** `schemas` of an operation value, in the module of its resource. Empty: there are none. */
  reference(operation: Operation): string {
    return this.#references.get(operation.key) ?? "";
  }

  /** What the module of a resource declares for its operations to refer to; one `import()` is all that TypeScript reads. */
  loader(module: string): string {
    return this.#loaders.get(module) ?? "";
  }

  /** All modules by path without extension. */
  modules(): ReadonlyMap<string, string> {
    const models = this.#models();
    return new Map([...this.#modules, ...(models === undefined ? [] : [[MODELS, models] as const])]);
  }

  #expressions(module: SchemaModule, reference: (name: string) => string): Expressions {
    const { components, config } = this.#scene;
    return new Expressions({
      components,
      options: config.types ?? {},
      library: this.#options.library,
      helper: (name) => module.helper(name),
      reference: (component, form) => reference(this.#plan.name(component, form)),
    });
  }

  #resource(resource: ResourceNames): void {
    const path = `schemas/${resource.module}`;
    const module = new SchemaModule(path, this.#options.library, this.#scene.extension);
    const expressions = this.#expressions(module, (name) => module.model(name));
    const declarations: string[] = [];
    for (const key of resource.operations) {
      const operation = this.#operations.get(key);
      const names = this.#scene.names.operations.get(key);
      if (!operation || !names) continue;
      const members = operationSchemas(operation, names, this.#scene, {
        write: (schema, files) => expressions.of(schema, this.#plan.form("write", files)),
        read: (schema) => expressions.of(schema, this.#plan.form("read")),
      });
      if (members.length === 0) continue;
      const name = exportName(names);
      declarations.push(
        `export const ${name} = ${module.helper("once")}((): OperationSchemas => ({ ${members.join(", ")} }));`,
      );
      this.#references.set(key, `[${this.#loaderName(resource)}, "${name}"]`);
    }
    if (declarations.length === 0) return;
    this.#modules.set(path, this.#text(module, declarations, { operations: true }));
    const from = specifier(resource.module, path, this.#scene.extension);
    this.#loaders.set(
      resource.module,
      "/** Loads the schemas of these operations, when the first of them is needed. */\n" +
        `const ${this.#loaderName(resource)} = (): Promise<object> => import("${from}");\n`,
    );
  }

  /** What `webhooks.ts` refers to: what loads the schemas of the events' bodies, and their name. Empty: there are none. */
  get events(): string {
    if (!this.#modules.has(EVENTS)) return "";
    return `[() => import("${specifier("webhooks", EVENTS, this.#scene.extension)}"), "webhooks"]`;
  }

  #events(): void {
    const module = new SchemaModule(EVENTS, this.#options.library, this.#scene.extension);
    const expressions = this.#expressions(module, (name) => module.model(name));
    const members = this.#scene.api.webhooks.flatMap((webhook) => {
      const schema = jsonOf(webhook, this.#scene)?.schema;
      if (!schema || schema.kind === "unknown") return [];
      return [`  ${propertyKey(webhook.key)}: ${expressions.of(schema, this.#plan.form("read"))},\n`];
    });
    if (members.length === 0) return;
    const text = `export const webhooks = ${module.helper("once")}((): EventSchemas => ({\n${members.join("")}}));`;
    this.#modules.set(EVENTS, this.#text(module, [text], { events: true }));
  }

  /** An operation that belongs to no resource may be called `schemas` itself. */
  #loaderName({ operations }: ResourceNames): string {
    const values = operations.map((key) => this.#scene.names.operations.get(key)?.value);
    return values.includes("schemas") ? "schemasOfOperations" : "schemas";
  }

  /** One constant for each component in each form that is used. Each waits until it is used, so order and cycles are no matter. */
  #models(): string | undefined {
    const module = new SchemaModule(MODELS, this.#options.library, this.#scene.extension);
    const expressions = this.#expressions(module, (name) => name);
    const declared = new Map<string, string>();
    const declare = (one: Declared): void => {
      declared.set(one.name, this.#declaration(one, expressions));
    };
    for (const { name } of this.#scene.api.schemas) this.#plan.name(name, this.#plan.form("read"));
    for (let next = this.#plan.take(); next; next = this.#plan.take()) declare(next);
    if (declared.size === 0) return undefined;
    const texts = [...declared].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
    return this.#text(module, texts, { types: true });
  }

  #declaration({ name, type, schema, form }: Declared, expressions: Expressions): string {
    const kind = this.#options.library === "zod" ? "ZodType" : "ZodMiniType";
    const annotation = `z.${kind}${type === undefined ? "" : `<types.${type}>`}`;
    return `export const ${name}: ${annotation} = z.lazy(() => ${expressions.of(schema, form)});`;
  }

  /** Compilers take the annotations for true: what they say is held by the tests of the generator, not by each user. */
  #text(
    module: SchemaModule,
    declarations: readonly string[],
    uses: { types?: boolean; operations?: boolean; events?: boolean },
  ): string {
    return render("schemas", {
      info: this.#scene.api.info,
      imports: code(module.imports(uses)),
      declarations: declarations.map(code),
    });
  }
}

function exportName({ value }: OperationNames): string {
  return RESERVED.has(value) ? `${value}_` : value;
}
