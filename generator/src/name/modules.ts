import type { Api } from "../model/api.js";
import type { Schema } from "../model/schema.js";
import { bounded } from "./identifier.js";
import { RESERVED_FILES } from "./reserved.js";
import { Scope } from "./scope.js";
import { shortHash, wordsOf } from "./words.js";

/** Above this, models.ts is split; bytes, estimated. */
const SPLIT = 1_000_000;
/** Bytes that a declaration takes at least, and each node and limit of its schema. */
const NODE = 45;

/** Which module declares a type: `models`, or `models/<letters>` in a large API. */
export function modelModules(api: Api, types: ReadonlyMap<string, string>): (type: string) => string {
  const sized = api.schemas.map(({ name, schema }) => ({ type: types.get(name) ?? "", size: sizeOf(schema) }));
  const total = sized.reduce((sum, one) => sum + one.size, 0);
  if (total <= SPLIT) return () => "models";
  const stems = new Map<string, string>();
  split(
    sized.map((one) => ({ ...one, key: fileKey(one.type) })),
    1,
    stems,
  );
  return (type) => `models/${stems.get(type) ?? fileKey(type).slice(0, 1)}`;
}

interface Sized {
  readonly type: string;
  readonly size: number;
  readonly key: string;
}

/** By first letter, then by as many more as it takes; types with a common beginning stay together. */
function split(types: readonly Sized[], length: number, stems: Map<string, string>): void {
  const groups = new Map<string, Sized[]>();
  for (const one of types) {
    const stem = one.key.slice(0, length);
    const group = groups.get(stem);
    if (group) group.push(one);
    else groups.set(stem, [one]);
  }
  for (const [stem, group] of groups) {
    const size = group.reduce((sum, one) => sum + one.size, 0);
    const divisible = size > SPLIT && length < 40 && group.some((one) => one.key.length > length);
    if (divisible) split(group, length + 1, stems);
    else for (const one of group) stems.set(one.type, RESERVED_FILES.has(stem) ? `${stem}_` : stem);
  }
}

const fileKey = (type: string): string => type.toLowerCase().replace(/[^a-z0-9]/g, "") || "other";

function sizeOf(schema: Schema): number {
  const own = NODE + (schema.description?.length ?? 0);
  switch (schema.kind) {
    case "array":
      return own + sizeOf(schema.items);
    case "tuple":
      return own + sum(schema.prefix);
    case "object":
      return own + schema.properties.reduce((all, one) => all + one.name.length + sizeOf(one.schema), 0);
    case "union":
    case "intersection":
      return own + sum(schema.members);
    case "enum":
      return own + schema.values.length * 14;
    default:
      return own;
  }
}

const sum = (schemas: readonly Schema[]): number => schemas.reduce((all, one) => all + sizeOf(one), 0);

/** Module paths of resources: ASCII, short, told apart on every file system. */
export class ResourceModules {
  readonly #scope = new Scope([], (path) => path.toLowerCase());

  claim(path: readonly string[]): string {
    const stem = path.length === 0 ? "root" : path.map(fileName).join("/");
    const whole = `resources/${stem}`;
    const short =
      whole.length <= 100
        ? whole
        : `resources/${bounded(fileName(path[0] ?? ""), path.join("."), 40)}/${shortHash(path.join("."))}`;
    return this.#scope.claim({ identity: path.join("\n"), wanted: [short] });
  }
}

/** `lineItems` → `line-items`. What ASCII cannot say becomes a hash. */
function fileName(property: string): string {
  const words = wordsOf(property).map((word) =>
    word
      .normalize("NFKD")
      .replace(/[^A-Za-z0-9]/g, "")
      .toLowerCase(),
  );
  const lost = /[^\p{ASCII}\p{M}]/u.test(property.normalize("NFKD"));
  const plain = words.filter((word) => word !== "").join("-");
  const name = lost || plain === "" ? `${plain === "" ? "r" : plain}-${shortHash(property)}` : plain;
  return RESERVED_FILES.has(name) ? `${name}-resource` : bounded(name, property, 40);
}
