/**
 * A program that compiles only if each schema of `schemas/models.ts` infers the type that it is annotated with.
 *
 * Generated modules of schemas are not checked by compilers (`@ts-nocheck`), so this is where their annotations are
 * proved. References are taken to have the types they are annotated with, each schema's own text is inferred anew; so
 * all are equal if each is. Three things are set aside, as types cannot say them: that objects of answers are open, that
 * a discriminator selects, and that a member may be `undefined`: `exactOptionalPropertyTypes` is off, and no value of JSON
 * is. Index signatures beside named members are left out: in a type they must admit what the members hold, in a schema
 * they need not. `string & {}`, by which editors offer known words, is a string; several lists at once are a list.
 *
 * Objects that name nothing and describe members by pattern are maps in types. Their schemas check each pattern with a
 * regular expression, which compilers do not look into: here they are maps of what all their patterns admit.
 */
export function schemaProof(text: string): { readonly program: string; readonly proved: number } {
  const [, head = ""] = /^\/\/ @ts-nocheck.*\n([^]*?)\nexport const /.exec(text) ?? [];
  const declared = [...text.matchAll(DECLARATION)].map(([, name, kind, type, body]) => ({
    name,
    kind,
    type,
    body: plain(body!),
  }));
  const annotated = [...text.matchAll(/^export const \S+:\s*z\.Zod(?:Mini)?Type<types\./gm)].length;
  if (annotated !== declared.length) throw new Error(`${declared.length} of ${annotated} schemas can be read`);
  const lines = declared.flatMap(({ name, kind, type, body }) => [
    `declare const ${name}: ${kind}<types.${type}>;`,
    `const ${name}$ = (() => ${body})();`,
    `is<Same<z.output<typeof ${name}$>, types.${type}>>();`,
  ]);
  return { program: `${head}\n${EQUAL}${lines.join("\n")}\nexport {};\n`, proved: declared.length };
}

const DECLARATION =
  /^export const (\S+): (z\.Zod(?:Mini)?Type)<types\.(\S+?)>\s*=\s*z\.lazy\(\s*\(\) =>\s*([^]*?),?\s*\);\n(?=\n|$)/gm;

/** Two types are the same if they are equal, or if what is in them is when it is written out. */
const EQUAL = `
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Named<T> = keyof { [K in keyof T as {} extends Record<K, 1> ? never : K extends "__proto__" ? never : K]: T[K] };
type Plain<T> = T extends undefined
  ? never
  : T extends readonly unknown[]
  ? T[number][] extends T ? Plain<T[number]>[] : { [K in keyof T]: Plain<T[K]> }
  : T extends string
    ? string extends T ? string : T
  : T extends object
    ? [Named<T>] extends [never]
      ? { [K in keyof T as string]: Plain<T[keyof T]> }
      : { [K in keyof T as K extends Named<T> ? K : never]: Plain<T[K]> }
    : T;
type Same<A, B> = Equal<A, B> extends true ? true : Equal<Plain<A>, Plain<B>>;
type Described<P, R> = z.output<P extends readonly (readonly [RegExp, infer S])[] ? S : never> | z.output<R>;
type Any = z.core.$ZodType;
declare const described: {
  <const P extends readonly (readonly [RegExp, Any])[], R extends Any = z.core.$ZodNever>(
    patterns: P, rest?: { schema: R; named: readonly string[] },
  ): { readonly is: { [key: string]: Described<P, R> } };
};
type OfMap<T> = z.core.$ZodType<T> & { check(...more: unknown[]): OfMap<T> };
declare const map: { check<T>(by: { readonly is: T }): OfMap<T> };
declare function is<T extends true>(value?: T): void;
`;

function plain(body: string): string {
  return body
    .replaceAll(/z\s*\.looseObject\(\{\}\)\s*\.check\(\s*patternProperties\(/g, "map.check(described(")
    .replaceAll(/z\s*\.looseObject\(/g, "z.object(")
    .replaceAll(/z\s*\.discriminatedUnion\(\s*"(?:[^"\\]|\\.)*",\s*/g, "z.union(");
}
