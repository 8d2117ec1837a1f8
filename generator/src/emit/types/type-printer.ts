import {
  carriesFiles,
  componentsOf,
  type Files,
  filesOf,
  type InlineObject,
  inlineObjects,
  isBinary,
  resolve,
} from "../../model/index.js";
import type { NamedSchema } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import type { TypeName } from "../../name/names.js";
import { type Declared, declarationText, type DeclarationTools } from "./declaration.js";
import { Extensions } from "./extension.js";
import { type TypeContext, TypeNodes } from "./nodes.js";
import type { TypeInput } from "./index.js";
import type { Declaration, Direction, TypePlace, TypePrinter, TypeText } from "./printer.js";
import type { TypeNode, TypeTransform } from "./transform/index.js";

/** What a binary answer is handed out as, by the option `binary`. */
const BINARY = { blob: "Blob", bytes: "Uint8Array", stream: "ReadableStream<Uint8Array>" } as const;
/** Types of the runtime that generated types name. */
const RUNTIME: ReadonlySet<string> = new Set(["FileInput"]);

export class Printer implements TypePrinter {
  readonly #context: TypeContext;
  readonly #nodes: TypeNodes;
  readonly #tools: DeclarationTools;
  readonly #files: Files;
  /** Type → its module. */
  readonly #homes = new Map<string, string>();
  readonly #declared = new Map<string, Declared[]>();

  readonly #reuse: TypeInput["reuse"];

  constructor({ api, names, options, reuse }: TypeInput, transform: TypeTransform) {
    this.#reuse = reuse;
    const components = componentsOf(api);
    for (const name of [...names.schemas.values(), ...names.inline.values()]) {
      this.#homes.set(name.type, name.module);
      if (name.input !== undefined) this.#homes.set(name.input, name.module);
    }
    this.#files = filesOf(api);
    this.#context = { components, names, options, transform, taken: new Set(this.#homes.keys()) };
    this.#nodes = new TypeNodes(this.#context);
    const extensions = new Extensions(components);
    this.#tools = {
      nodes: this.#nodes,
      extension: (schema) => (schema.kind === "intersection" ? extensions.of(schema) : undefined),
    };
    for (const one of api.schemas) this.#declareComponent(one);
    for (const object of inlineObjects(api)) this.#declareInline(object);
  }

  type(schema: Schema, direction: Direction, place: TypePlace = {}): TypeText {
    const files = place.media !== undefined && carriesFiles(place.media);
    const binary = files && isBinary(resolve(this.#context.components, schema));
    return this.#text((onName) => {
      const node = binary
        ? this.#binary(direction)
        : this.#nodes.node(schema, { direction, files: files && direction === "write" });
      const { transform } = this.#context;
      return transform.text(node, { onName }).expression();
    });
  }

  declarations(module: string): readonly Declaration[] {
    const declared = (this.#declared.get(module) ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const make = (one: Declared): Declaration => {
      const { imports, ...text } = this.#text((onName) => declarationText(this.#tools, one, { onName }));
      return { ...text, name: one.name, imports: new Map([...imports].filter(([, home]) => home !== module)) };
    };
    return declared.map((one) => this.#reuse?.declaration({ ...one, module }, () => make(one)) ?? make(one));
  }

  modules(): readonly string[] {
    return [...this.#declared.keys()].toSorted();
  }

  #binary(direction: Direction): TypeNode {
    if (direction === "write") return this.#nodes.reference("FileInput");
    return this.#nodes.global(BINARY[this.#context.options.binary ?? "blob"]);
  }

  /** Text, with the names that were met while it was made. */
  #text(print: (onName: (name: string) => void) => string): TypeText {
    const imports = new Map<string, string>();
    const runtime = new Set<string>();
    const text = print((name) => {
      const home = this.#homes.get(name);
      if (home !== undefined) imports.set(name, home);
      else if (RUNTIME.has(name)) runtime.add(name);
    });
    return { text, imports, runtime };
  }

  #declareComponent(component: NamedSchema): void {
    const name = this.#context.names.schemas.get(component.name);
    if (name) this.#declareBoth(name, { schema: component.schema, part: component }, this.#filesIn(component.name));
  }

  #declareInline(object: InlineObject): void {
    const name = this.#context.names.inline.get(object.at);
    if (!name || object.sameAs !== undefined) return;
    const { owner, direction, schema, part } = object;
    if (owner.kind === "schema") this.#declareBoth(name, { schema, part }, this.#filesIn(owner.name));
    else
      this.#declare(name.module, {
        name: name.type,
        schema,
        part,
        where: {
          direction: direction === "read" ? "read" : "write",
          files: direction === "write" && carriesFiles(owner.media),
        },
      });
  }

  #declareBoth(
    name: TypeName,
    of: Pick<Declared, "schema" | "part">,
    files: { readonly read: boolean; readonly write: boolean },
  ): void {
    this.#declare(name.module, { ...of, name: name.type, where: { direction: "read", files: files.read } });
    if (name.input !== undefined)
      this.#declare(name.module, { ...of, name: name.input, where: { direction: "write", files: files.write } });
  }

  /** A component that is only ever uploaded has one type, in which its files are files. */
  #filesIn(component: string): { readonly read: boolean; readonly write: boolean } {
    const uploaded = this.#files.isUploaded(component);
    return { read: uploaded && !this.#files.isTwofold(component), write: uploaded };
  }

  #declare(module: string, declared: Declared): void {
    const list = this.#declared.get(module);
    if (list) list.push(declared);
    else this.#declared.set(module, [declared]);
  }
}
