// Judges two versions of an SDK with TypeScript alone: which calls, and which exported types, a program that compiled
// against the old one cannot use as before. It knows nothing of `codegen diff`.
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = posix.join(root.replaceAll("\\", "/"), ".cache/history");
const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  types: ["node"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};
/** Declarations of libraries, parsed once. */
const libraries = new Map();

/**
 * @param old - path → text of the old SDK
 * @param next - path → text of the new SDK
 * @returns operations, types and other exports of the old SDK → why a program breaks; undefined: it does not
 */
export function judge(old, next) {
  const program = ts.createProgram([`${FOLDER}/old/index.ts`, `${FOLDER}/new/index.ts`], OPTIONS, host({ old, next }));
  const checker = program.getTypeChecker();
  const [a, b] = ["old", "new"].map((side) => surfaceOf(checker, program.getSourceFile(`${FOLDER}/${side}/index.ts`)));
  const judgement = new Judgement(checker);
  const operations = new Map(
    [...a.methods].map(([name, method]) => [name, judgement.call(method, b.methods.get(name))]),
  );
  const types = new Map([...a.types].map(([name, type]) => [name, judgement.exported(type, b.types.get(name))]));
  const event = (one) => one.types.get("WebhookEvents");
  const webhooks = event(a) ? judgement.breaks(event(a), event(b), "read") : undefined;
  const auth = a.auth ? judgement.breaks(a.auth, b.auth, "write") : undefined;
  return { client: a.client === b.client, operations, types, webhooks, auth };
}

function host({ old, next }) {
  const files = new Map(
    [
      ["old", old],
      ["new", next],
    ].flatMap(([side, texts]) =>
      [...texts].filter(([path]) => path.endsWith(".ts")).map(([path, text]) => [`${FOLDER}/${side}/${path}`, text]),
    ),
  );
  const folders = new Set([...files.keys()].map((file) => posix.dirname(file)));
  const base = ts.createCompilerHost(OPTIONS, true);
  const read = (file) => {
    const known = libraries.get(file) ?? base.getSourceFile(file, OPTIONS.target);
    libraries.set(file, known);
    return known;
  };
  return {
    ...base,
    getCurrentDirectory: () => root,
    fileExists: (file) => files.has(file) || (!file.startsWith(FOLDER) && base.fileExists(file)),
    directoryExists: (folder) => folders.has(folder) || base.directoryExists(folder),
    readFile: (file) => (file === `${FOLDER}/package.json` ? "{}" : (files.get(file) ?? base.readFile(file))),
    getSourceFile: (file, version) =>
      files.has(file) ? ts.createSourceFile(file, files.get(file), version, true) : read(file),
  };
}

/** What a user can name: methods by their paths, exported types, the credentials. */
function surfaceOf(checker, source) {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
  const byName = new Map(
    exported.map((one) => [one.name, one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one]),
  );
  const own = [...byName].filter(([, symbol]) =>
    symbol.declarations?.some(({ parent }) => fileOf(parent).startsWith(FOLDER)),
  );
  const [client, symbol] = own.find(([, one]) => one.flags & ts.SymbolFlags.Class) ?? [];
  const types = own
    .filter(([, one]) => one.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))
    .map(([name, one]) => [name, checker.getDeclaredTypeOfSymbol(one)]);
  const methods = new Map();
  if (symbol) collect(checker, checker.getDeclaredTypeOfSymbol(symbol), [], methods);
  const known = new Map(types);
  const auth = known.get(`${client}Auth`);
  for (const name of [`${client}Auth`, `${client}Options`]) known.delete(name);
  return { client, methods, types: known, auth };
}

const fileOf = (node) => node.getSourceFile().fileName;

function collect(checker, type, path, methods) {
  if (path.length > 8) return;
  for (const property of type.getProperties()) {
    if (!property.declarations?.some((one) => fileOf(one).startsWith(FOLDER))) continue;
    const value = checker.getTypeOfSymbol(property);
    const [signature] = value.getCallSignatures();
    if (signature && isCall(signature)) methods.set([...path, property.name].join("."), signature);
    else if (!signature && value.isClass()) collect(checker, value, [...path, property.name], methods);
  }
}

const KINDS = { ApiPromise: "call", PagePromise: "paged", EventStream: "stream" };
const kindOf = (signature) => KINDS[signature.getReturnType().symbol?.name];
const isCall = (signature) => kindOf(signature) !== undefined;

/** Compares types of the two sides. `read`: users get them. `write`: users give them. */
class Judgement {
  #checker;
  /** What was found, or is assumed while it is looked at: a type may contain itself. */
  #known = new Map();

  constructor(checker) {
    this.#checker = checker;
  }

  /** Why calls of a method break. */
  call(old, next) {
    if (!next) return "gone";
    const argument = this.#argument(old, next);
    if (argument) return `argument: ${argument}`;
    if (kindOf(old) !== kindOf(next)) return `gives another thing: ${kindOf(old)} → ${kindOf(next)}`;
    const [a, b] = [old, next].map((one) => this.#checker.getTypeArguments(one.getReturnType()));
    const results = kindOf(old) === "paged" ? 2 : 1;
    for (let index = 0; index < results; index++) {
      const found = this.breaks(a[index], b[index], "read");
      if (found) return `${results === 2 && index === 0 ? "item" : "answer"}: ${found}`;
    }
    const errors = this.#failures(a[results], b[results]);
    if (errors) return `errors: ${errors}`;
    const answers = results === 1 && this.#successes(a[2], b[2]);
    return answers ? `answers by status: ${answers}` : undefined;
  }

  #argument(old, next) {
    const [a, b] = [old, next].map((one) => {
      const [first, ...more] = one.getParameters();
      return more.length > 0 ? first : undefined;
    });
    if (!a && !b) return undefined;
    if (!a) return "options were passed first";
    if (!b) return "takes none any more";
    const optional = (one) => one.valueDeclaration.questionToken !== undefined;
    if (optional(a) && !optional(b)) return "is required now";
    const [x, y] = [a, b].map((one) => this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(one)));
    return this.breaks(x, y, "write");
  }

  /** Every status that the old version says something of has a body that can be read as before. */
  #failures(old, next) {
    const [a, b] = [this.#byStatus(old), this.#byStatus(next)];
    for (const status of new Set([...a.keys(), ...b.keys()])) {
      const [x, y] = [bodyOf(a, status), bodyOf(b, status)];
      if (!x || isTop(x)) continue;
      const found = y ? this.breaks(x, y, "read") : "is not described any more";
      if (found) return `${status}: ${found}`;
    }
    return undefined;
  }

  /** Where answers are told apart by status. */
  #successes(old, next) {
    const [a, b] = [this.#byStatus(old), this.#byStatus(next)];
    if (a.size === 0 || b.size === 0) return undefined;
    for (const [status, x] of a) {
      const y = bodyOf(b, status);
      const found = y ? this.breaks(x, y, "read") : "comparing with it no longer compiles";
      if (found) return `${status}: ${found}`;
    }
    return undefined;
  }

  #byStatus(map) {
    if (!map || isTop(map)) return new Map();
    return new Map(map.getProperties().map((one) => [one.name, this.#checker.getTypeOfSymbol(one)]));
  }

  /** Why a program that names an exported type breaks, whichever way it uses it. */
  exported(old, next) {
    if (!next) return "gone";
    return this.breaks(old, next, "read") ?? this.breaks(old, next, "write");
  }

  breaks(old, next, direction) {
    if (!next) return "gone";
    const [from, to] = direction === "read" ? [next, old] : [old, next];
    // Where it is not assignable, the walk says why.
    const lost = this.#lost(old, next, direction);
    if (lost) return lost;
    return this.#checker.isTypeAssignableTo(from, to) ? undefined : `not assignable${this.#shown(old, next)}`;
  }

  #shown(old, next) {
    const text = (type) => this.#checker.typeToString(type).slice(0, 60);
    return ` (${text(old)} → ${text(next)})`;
  }

  /** What can be said of the old type and not of the new one, though they may be assignable. */
  #lost(old, next, direction) {
    if (old === next) return undefined;
    const key = `${old.id} ${next.id} ${direction}`;
    if (this.#known.has(key)) return this.#known.get(key);
    this.#known.set(key, undefined);
    const found = this.#lostAlternative(old, next, direction);
    this.#known.set(key, found);
    return found;
  }

  #lostAlternative(old, next, direction) {
    if (isTop(old) || isTop(next)) return undefined;
    const [a, b] = [this.#alternatives(old), this.#alternatives(next)];
    if (direction === "read") {
      const values = b.filter((one) => !isObject(one));
      const gone = a.find((one) => !isObject(one) && !isNothing(one) && !values.some((other) => meets(one, other)));
      if (gone) return `cannot be ${this.#checker.typeToString(gone)} any more`;
    }
    for (const one of a.filter(isObject)) {
      const others = b.filter((other) => isObject(other) && this.#isList(other) === this.#isList(one));
      const reasons = others.map((other) => this.#lostMember(one, other, direction, others.length > 1));
      if (reasons.includes(undefined)) continue;
      if (direction === "write" && others.length === 0) continue;
      return reasons.length === 1 ? reasons[0] : `no more ${this.#checker.typeToString(one).slice(0, 60)}`;
    }
    return undefined;
  }

  /** A list of two kinds at once can be read as either. */
  #alternatives(type) {
    return (type.isUnion() ? type.types : [type]).flatMap((one) => {
      const lists = one.isIntersection() ? one.types.filter((part) => this.#isList(part)) : [];
      return lists.length > 0 ? lists : [one];
    });
  }

  #isList(type) {
    return this.#checker.isArrayType(type) || this.#checker.isTupleType(type);
  }

  /** @param choice - whether one of several alternatives may stand for the old one */
  #lostMember(old, next, direction, choice) {
    if (old === next) return undefined;
    const [from, to] = direction === "read" ? [next, old] : [old, next];
    if (choice && !this.#checker.isTypeAssignableTo(from, to)) return "another alternative";
    if (this.#isList(old)) {
      const [a, b] = [old, next].map((one) => this.#checker.getTypeArguments(one));
      const found = a.map((one, index) => b[index] && this.#lost(one, b[index], direction)).find(Boolean);
      return found && `[] ${found}`;
    }
    const [x, y] = [this.#checker.getIndexInfosOfType(old), this.#checker.getIndexInfosOfType(next)];
    for (const property of this.#checker.getPropertiesOfType(old)) {
      const other = this.#checker.getPropertyOfType(next, property.name);
      const rest = y.find((one) => one.keyType.flags & ts.TypeFlags.String);
      if (!other && !rest) return `${property.name} is gone`;
      const was = this.#checker.getTypeOfSymbol(property);
      if (!other && direction === "read") {
        const found = this.breaks(was, rest.type, direction);
        if (found) return `${property.name}: ${found}`;
      }
      const found = other && this.#lost(was, this.#checker.getTypeOfSymbol(other), direction);
      if (found) return `${property.name}: ${found}`;
    }
    const others = x.find((one) => one.keyType.flags & ts.TypeFlags.String);
    for (const property of direction === "write" && others ? this.#checker.getPropertiesOfType(next) : []) {
      const type = this.#checker.getTypeOfSymbol(property);
      if (!this.#checker.getPropertyOfType(old, property.name) && !this.#checker.isTypeAssignableTo(others.type, type))
        return `${property.name} could be anything that other members are`;
    }
    for (const info of x) {
      const other = y.find((one) => one.keyType === info.keyType);
      if (!other) return "other members are gone";
      const found = this.#lost(info.type, other.type, direction);
      if (found) return `[key]: ${found}`;
    }
    return undefined;
  }
}

const has = (type, flags) => (type.flags & flags) !== 0;
const isTop = (type) => has(type, ts.TypeFlags.Unknown | ts.TypeFlags.Any);
const isNothing = (type) =>
  has(type, ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never);
const isObject = (type) => has(type, ts.TypeFlags.Object) || (type.isIntersection() && !type.types.some(isText));
const isText = (type) => has(type, ts.TypeFlags.String);

/** A value of the old list can still be compared with: it is still there, or among values that are not listed. */
function meets(old, next) {
  if (old === next) return true;
  const families = [
    ts.TypeFlags.StringLike,
    ts.TypeFlags.NumberLike,
    ts.TypeFlags.BooleanLike,
    ts.TypeFlags.BigIntLike,
  ];
  const family = families.find((flags) => has(base(old), flags));
  if (family === undefined || !has(base(next), family)) return false;
  const listed = (type) => type.isLiteral() || has(type, ts.TypeFlags.BooleanLiteral);
  return !listed(old) || !listed(next) || (old.value !== undefined && old.value === next.value);
}

const base = (type) =>
  type.isIntersection() ? (type.types.find((one) => !has(one, ts.TypeFlags.Object)) ?? type) : type;

function bodyOf(bodies, status) {
  return bodies.get(status) ?? bodies.get(`${status[0]}XX`) ?? bodies.get("default");
}
