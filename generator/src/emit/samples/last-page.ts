import type { OperationFacts, PagingFacts } from "../../detect/facts.js";
import { isSampleObject, type Sample } from "./sample.js";

/**
 * A page of a listing after which there is no other: a sample that announces one would be asked for more. What does not
 * `fit` the schema stays as it was.
 */
export function lastPage(
  page: Sample,
  { response, hasMoreInverted }: PagingFacts,
  fits: (page: Sample) => boolean,
): Sample {
  const { hasMore, nextUrl, nextCursor, nextPage, nextOffset, keyField, items } = response;
  let last = page;
  const change = (pointer: string, values: readonly (Sample | undefined)[]): void => {
    if (valueAt(last, pointer) === undefined) return;
    const variants = values.map((value) => withValueAt(last, namesOf(pointer), value));
    last = variants.find(fits) ?? last;
  };
  if (hasMore !== undefined) change(hasMore, [hasMoreInverted === true]);
  for (const next of [nextUrl, nextCursor, nextPage, nextOffset])
    if (next !== undefined) change(next, [undefined, null, ""]);
  if (keyField === undefined) return last;
  const list = valueAt(last, items);
  const end: Sample | undefined = Array.isArray(list) ? (list as readonly Sample[]).at(-1) : undefined;
  if (end !== undefined && valueAt(end, keyField) === undefined) change(items, [[]]);
  return last;
}

/** An answer without what only failed answers hold. */
export function succeeding(answer: Sample, failure: OperationFacts["failure"]): Sample {
  const takeOut = (sample: Sample, pointer: string): Sample => withValueAt(sample, namesOf(pointer), undefined);
  return (failure?.present ?? []).reduce(takeOut, answer);
}

/** Undefined: the pointer leads nowhere, or into a value that is made by code. */
export function valueAt(sample: Sample, pointer: string): Sample | undefined {
  let at: Sample | undefined = sample;
  for (const name of namesOf(pointer)) at = isSampleObject(at) ? at.get(name) : undefined;
  return at;
}

/** A value put into a sample; undefined takes it out. */
function withValueAt(sample: Sample, names: readonly string[], value: Sample | undefined): Sample {
  const [name, ...rest] = names;
  if (name === undefined) return value ?? sample;
  if (!isSampleObject(sample)) return sample;
  const inner = sample.get(name);
  const changed = rest.length === 0 ? value : withValueAt(inner ?? null, rest, value);
  const members = [...sample].filter(([key]) => key !== name || changed !== undefined);
  return new Map(members.map(([key, item]) => [key, key === name ? (changed ?? null) : item]));
}

function namesOf(pointer: string): string[] {
  if (!pointer.startsWith("/")) return [];
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
