import type { TypeOptions } from "../../config/config.js";
import { type Components, differsByDirection, filesOf, isBinary, schemasIn, withUsers } from "../../model/index.js";
import type { Api } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import type { Names } from "../../name/names.js";
import type { Form } from "./form.js";
import { formatSchema } from "./formats.js";

/** When formats are checked: `requests` unless the configuration says otherwise. */
export type Formats = "requests" | "always" | "never";

/** A component in one of its forms, as it is declared. */
export interface Declared {
  readonly component: string;
  readonly schema: Schema;
  readonly form: Form;
  /** Of the constant. */
  readonly name: string;
  /** The type its values have; undefined where they are something else on the wire. */
  readonly type: string | undefined;
}

export interface PlanInput {
  readonly api: Api;
  readonly names: Names;
  readonly components: Components;
  readonly options: TypeOptions;
  readonly formats: Formats;
  /** Names that modules of schemas use themselves. */
  readonly reserved: ReadonlySet<string>;
}

/** Which forms components have: one where answers and requests are judged alike, else two. */
export class Plan {
  readonly #input: PlanInput;
  readonly #twofold: ReadonlySet<string>;
  /** Components that hold files when they are uploaded: their types know files, their schemas do not look at them. */
  readonly #withFiles: ReadonlySet<string>;
  readonly #names = new Map<string, { readonly read: string; readonly write: string }>();
  /** Asked for and not declared yet. */
  readonly #waiting: Declared[] = [];
  readonly #known = new Set<string>();

  constructor(input: PlanInput) {
    this.#input = input;
    const { twofold, withFiles } = this.#find();
    this.#twofold = twofold;
    this.#withFiles = withFiles;
    const { names, reserved } = input;
    const taken = new Set([
      ...reserved,
      ...[...names.schemas.values()].flatMap(({ type, input: twin }) => [type, twin]),
    ]);
    for (const [component, { type, input: twin }] of names.schemas) {
      const read = reserved.has(type) ? free(type, taken) : type;
      const write = twin ?? (this.#twofold.has(component) ? free(`${type}Input`, taken) : read);
      this.#names.set(component, { read, write });
    }
  }

  form(direction: Form["direction"], files = false): Form {
    const write = direction === "write";
    const { formats } = this.#input;
    return { direction, files, closed: write, formats: formats === "always" || (write && formats === "requests") };
  }

  /** The constant of a component in a form; it is declared from now on. */
  name(component: string, form: Form): string {
    const names = this.#names.get(component);
    const schema = this.#input.components.get(component);
    if (!names || !schema) return "";
    const twofold = this.#twofold.has(component);
    // Where both forms are the same, one constant is.
    const own = twofold ? { ...form, files: this.#hasFiles(component, form) } : this.form("read");
    const name = own.direction === "write" ? names.write : names.read;
    if (this.#known.has(name)) return name;
    this.#known.add(name);
    this.#waiting.push({ component, schema, form: own, name, type: this.#type(component, own) });
    return name;
  }

  /** One constant serves all who refer to it, so it is the component that says whether it holds files. */
  #hasFiles(component: string, { direction }: Form): boolean {
    return direction === "write" && filesOf(this.#input.api).isUploaded(component);
  }

  /** What was asked for since it was last asked. */
  take(): Declared | undefined {
    return this.#waiting.shift();
  }

  #type(component: string, { direction }: Form): string | undefined {
    const { options, names } = this.#input;
    // Dates and exact integers are something else on the wire than in the decoded body.
    if (options.dates === "Date" || options.int64 === "bigint" || this.#withFiles.has(component)) return undefined;
    const name = names.schemas.get(component);
    return direction === "write" ? (name?.input ?? name?.type) : name?.type;
  }

  #find(): { readonly twofold: ReadonlySet<string>; readonly withFiles: ReadonlySet<string> } {
    const { api, components, formats } = this.#input;
    const differs = differsByDirection(api);
    const references = new Map<string, Set<string>>();
    const direct: string[] = [];
    const files: string[] = [];
    for (const [name, schema] of components) {
      const inside = [...schemasIn([schema])];
      references.set(name, new Set(inside.flatMap((one) => (one.kind === "ref" ? [one.target] : []))));
      if (differs(schema) || inside.some((one) => isTwofold(one, formats))) direct.push(name);
      if (filesOf(api).isUploaded(name) && inside.some(isBinary)) files.push(name);
    }
    return { twofold: withUsers(direct, references), withFiles: withUsers(files, references) };
  }
}

/** Whether a schema by itself judges requests and answers differently. */
function isTwofold(schema: Schema, formats: Formats): boolean {
  if (isBinary(schema)) return true;
  if (schema.kind === "object") return schema.additional?.kind === "never";
  return schema.kind === "scalar" && formats === "requests" && formatSchema(schema.format) !== undefined;
}

function free(wanted: string, taken: Set<string | undefined>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}
