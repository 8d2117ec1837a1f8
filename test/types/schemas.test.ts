import { beforeAll, describe, expect, test } from "vitest";
import type { TypeOptions } from "../../generator/src/config/config.js";
import type { JsonObject } from "../../generator/src/load/document.js";
import { declared } from "../generator/emit/types/support.js";
import { surprises } from "./check.js";

const ref = (target: string) => ({ $ref: `#/components/schemas/${target}` });
const string = { type: "string" };
const kind = (more: JsonObject): JsonObject => ({
  type: "object",
  required: ["kind"],
  properties: { kind: string, ...more },
});

interface Case {
  readonly schemas: JsonObject;
  /** What a user writes with the types, in scope as `M`. */
  readonly usage: string;
  readonly options?: TypeOptions;
}

/** Whether two types are one. */
const EQUAL =
  "type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;\nconst is = <T extends true>(value?: T) => value;\n";

const CASES: { readonly [name: string]: Case } = {
  "discriminated unions narrow, and every value selects its member": {
    schemas: {
      Cat: kind({ lives: { type: "integer" } }),
      Dog: kind({ bark: { type: "boolean" } }),
      Pet: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { cat: "Cat", tom: "Cat", dog: "Dog" } },
      },
      Owner: { type: "object", properties: { pet: { anyOf: [ref("Pet"), { type: "null" }] } } },
    },
    usage: `
      export function name(pet: M.Pet): number | boolean | undefined {
        switch (pet.kind) {
          case "cat":
          case "tom":
            return pet.lives;
          case "dog":
            return pet.bark;
          case "bird": // error 2678
            return undefined;
        }
      }
      export const lost: M.Pet = { kind: "bird" }; // error 2322
      export const owner: M.Owner = { pet: null };
      export const bark = ({ pet }: M.Owner): boolean | undefined => (pet?.kind === "dog" ? pet.bark : undefined);
    `,
  },
  "a member that others extend narrows too, and is never": {
    schemas: {
      Pet: kind({ name: string }),
      Dog: { allOf: [ref("Pet"), { properties: { bark: { type: "boolean" } } }] },
      Any: {
        oneOf: [ref("Pet"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { pet: "Pet", dog: "Dog" } },
      },
    },
    usage: `
      export function bark(any: M.Any): boolean | undefined {
        if (any.kind === "dog") return any.bark;
        is<Equal<typeof any.kind, "pet">>();
        return undefined;
      }
      export const dog: M.Dog = { kind: "dog", name: "Rex" };
      export const pet: M.Pet = dog;
    `,
  },
  "a mapping that contradicts a declared literal leaves the literal": {
    schemas: {
      A: { type: "object", required: ["kind"], properties: { kind: { const: "feline" } } },
      B: kind({}),
      U: { oneOf: [ref("A"), ref("B")], discriminator: { propertyName: "kind", mapping: { cat: "A", b: "B" } } },
    },
    usage: `
      export const a: M.A = { kind: "feline" };
      is<Equal<M.U["kind"], "feline" | "b">>();
    `,
  },
  "parents that list their children": {
    schemas: {
      Base: {
        type: "object",
        required: ["t"],
        properties: { t: string },
        oneOf: [ref("C1"), ref("C2")],
        discriminator: { propertyName: "t", mapping: { c1: "C1", c2: "C2" } },
      },
      C1: { allOf: [ref("Base"), { properties: { x: string } }] },
      C2: { allOf: [ref("Base"), { properties: { y: string } }] },
    },
    usage: `
      export const base: M.Base = { t: "c1", x: "x" };
      export const wrong: M.Base = { t: "c2", x: "x" }; // error 2353
    `,
  },
  "recursion through members, items, values, alternatives": {
    schemas: {
      Node: {
        type: "object",
        properties: {
          next: ref("Node"),
          kids: { type: "array", items: ref("Node") },
          map: { type: "object", additionalProperties: ref("Node") },
        },
      },
      Tree: { oneOf: [string, { type: "array", items: ref("Tree") }] },
      Json: {
        anyOf: [
          string,
          { type: "object", additionalProperties: ref("Json") },
          { type: "array", prefixItems: [ref("Json")] },
        ],
      },
      List: { type: "array", prefixItems: [string, { type: "array", items: ref("List") }], items: false },
      Pair: { allOf: [ref("Node"), { properties: { left: ref("Pair") } }] },
    },
    usage: `
      export const node: M.Node = { kids: [{ next: {} }], map: { a: { kids: [] } } };
      export const tree: M.Tree = ["a", ["b", ["c"]]];
      export const json: M.Json = { a: { b: "c" } };
      export const list: M.List = ["a", [["b"], []]];
      export const pair: M.Pair = { left: { left: {}, kids: [] } };
      export const wrong: M.Tree = [1]; // error 2322
    `,
  },
  "typed keys beside members of other types: the literal satisfies the type": {
    schemas: {
      W: {
        type: "object",
        required: ["code"],
        properties: { code: { type: "integer" }, o: { type: "object", properties: { a: string } } },
        additionalProperties: string,
      },
    },
    usage: `
      export const w: M.W = { code: 1, o: { a: "a" }, more: "text" };
      is<Equal<M.W["code"], number>>();
      export const missing: M.W = { more: "text" }; // error 2741
      export const wrong: M.W = { code: 1, more: true }; // error 2322
    `,
  },
  "families of keys": {
    schemas: {
      W: {
        type: "object",
        properties: { a: { type: "integer" } },
        patternProperties: { "^x-": string },
        additionalProperties: false,
      },
    },
    usage: `
      export const w: M.W = { a: 1, "x-note": "text" };
      export const wrong: M.W = { "x-note": 1 }; // error 2322
      export const other: M.W = { y: "text" }; // error 2353
    `,
  },
  "required, wherever it is said": {
    schemas: {
      B: { type: "object", properties: { a: string, b: string } },
      Inner: { allOf: [ref("B"), { required: ["a", "notThere"] }] },
      Outer: { required: ["b"], allOf: [ref("B"), { properties: { c: string } }] },
      Sibling: { type: "object", properties: { b: { ...ref("B"), required: ["a"] } } },
      Either: {
        type: "object",
        properties: { a: string, b: string },
        anyOf: [{ required: ["a"] }, { required: ["b"] }],
      },
    },
    usage: `
      export const inner: M.Inner = { a: "a", notThere: 1 };
      export const noA: M.Inner = { notThere: 1 }; // error 2741
      export const outer: M.Outer = { b: "b" };
      export const noB: M.Outer = { c: "c" }; // error 2741
      export const sibling: M.Sibling = { b: {} }; // error 2322
      export const either: M.Either[] = [{ a: "a" }, { b: "b" }, { a: "a", b: "b" }];
      export const neither: M.Either = {}; // error 2322
      export const base: M.B = inner;
    `,
  },
  "tuples, open and closed": {
    schemas: {
      Open: { type: "array", prefixItems: [string, { type: "integer" }] },
      Closed: { type: "array", prefixItems: [string], items: false, minItems: 1 },
      Rest: { type: "array", prefixItems: [string], items: { type: "boolean" }, minItems: 1 },
    },
    usage: `
      export const open: M.Open[] = [[], ["a"], ["a", 1, null]];
      export const closed: M.Closed = ["a"];
      export const long: M.Closed = ["a", "b"]; // error 2322
      export const rest: M.Rest = ["a", true, false];
      export const none: M.Rest = []; // error 2322
    `,
  },
  "optional members are absent, not undefined": {
    schemas: { W: { type: "object", properties: { a: string, b: { type: ["string", "null"] } } } },
    usage: `
      export const w: M.W = { b: null };
      export const wrong: M.W = { a: undefined }; // error 2375
    `,
  },
  "closed, open and unknown objects": {
    schemas: {
      C: { type: "object", additionalProperties: false },
      O: { type: "object" },
      T: true,
      F: { type: "object", properties: { b: false } },
    },
    usage: `
      export const c: M.C = {};
      export const wrong: M.C = { a: 1 }; // error 2322
      export const o: M.O = { a: 1 };
      is<Equal<M.T, unknown>>();
      export const f: M.F = {};
    `,
  },
  "dates and big integers": {
    schemas: {
      W: {
        type: "object",
        required: ["id", "at"],
        properties: {
          id: { type: "integer", format: "int64" },
          at: { type: "string", format: "date-time" },
          on: { type: ["string", "null"], format: "date" },
          m: { type: "object", additionalProperties: { type: "integer", format: "int64" } },
        },
      },
    },
    options: { dates: "Date", int64: "bigint" },
    usage: `
      export const w: M.W = { id: 1n, at: new Date(), on: null, m: { a: 2n } };
      export const wrong: M.W = { id: 1, at: new Date() }; // error 2322
    `,
  },
  "enums as constants take the literals too": {
    schemas: {
      Color: { type: "string", enum: ["red", "dark-green"] },
      W: { type: "object", properties: { color: ref("Color") } },
    },
    options: { enums: "enum" },
    usage: `
      export const w: M.W[] = [{ color: M.Color.DarkGreen }, { color: "red" }];
      export const wrong: M.W = { color: "blue" }; // error 2322
    `,
  },
  "open enums take any word": {
    schemas: { Color: { type: "string", enum: ["red", "green"] } },
    options: { enums: "open" },
    usage: `
      export const color: M.Color = "blue";
      export const wrong: M.Color = 1; // error 2322
    `,
  },
  "what is only read is not sent, what is only written is not received": {
    schemas: {
      W: {
        type: "object",
        required: ["id", "secret"],
        properties: {
          id: { type: "string", readOnly: true },
          secret: { type: "string", writeOnly: true },
          kids: { type: "array", items: ref("W") },
        },
      },
    },
    usage: `
      export const sent: M.WInput = { secret: "s", kids: [{ secret: "t" }] };
      export const wrong: M.WInput = { id: "1", secret: "s" }; // error 2353
      export const read: M.W = { id: "1", kids: [{ id: "2" }] };
      is<Equal<keyof M.W, "id" | "kids">>();
    `,
  },
  "a literal object, and words of every kind": {
    schemas: {
      W: {
        type: "object",
        properties: {
          o: { const: { k: 1 } },
          w: { enum: ["'", '"', "`", "${x}", "\\", "\n", "*/", "</script>", "\u2028"] },
        },
      },
    },
    usage: `
      export const w: M.W = { o: { k: 1 }, w: "\${x}" };
      export const other: M.W = { w: "\\n" };
      export const wrong: M.W = { o: { k: 2 } }; // error 2322
    `,
  },
};

const names = Object.keys(CASES);
const files = new Map<string, string>();

beforeAll(async () => {
  for (const [index, { schemas, usage, options }] of Object.values(CASES).entries()) {
    files.set(`${index}/models.ts`, `${await declared(schemas, options)}\nexport {};\n`);
    files.set(
      `${index}/usage.ts`,
      `import ${options?.enums === "enum" ? "" : "type "}* as M from "./models.js";\n${EQUAL}${usage}`,
    );
  }
});

const shown = (found: readonly string[]) =>
  found.map((one) => one.replace(/^\d+/, (index) => names[Number(index)] ?? index));

describe("the types of schemas in a user's hands", { timeout: 120_000 }, () => {
  test("say what they should", () => {
    expect(shown(surprises(files))).toEqual([]);
  });

  test("compile without exactOptionalPropertyTypes, too", () => {
    const models = new Map([...files].filter(([path]) => path.endsWith("models.ts")));
    expect(shown(surprises(models, { exactOptionalPropertyTypes: false }))).toEqual([]);
  });
});
