import type { PagingFacts } from "../facts.js";
import { follow } from "../view/pointer.js";
import type { Answer, OperationView } from "../view/operation.js";
import type { View } from "../view/view.js";

/** Something of a pager that does not fit the document. */
export interface Misfit {
  /** `request.page`, `response.items`, … */
  readonly key: string;
  /** What is wrong, as the end of a sentence. */
  readonly why: string;
  readonly at: string;
}

type Claim = Pick<PagingFacts, "style" | "request" | "response" | "itemsIsMap">;

/** What each style cannot do without. */
const NEEDS: { readonly [style in PagingFacts["style"]]: readonly string[] } = {
  page: ["request.page"],
  offset: ["request.offset"],
  cursor: ["request.cursor"],
  keyset: ["request.cursor", "response.keyField"],
  "link-header": [],
  "next-url-in-body": ["response.nextUrl"],
};

const NUMERIC_REQUEST = new Set(["page", "offset", "size", "end"]);

/** Holds a pager against the schema. Empty: every parameter exists and fits, every pointer resolves in every success answer. */
export function misfits(claim: Claim, view: OperationView): readonly Misfit[] {
  const found: Misfit[] = [];
  for (const need of NEEDS[claim.style]) {
    const [side, key] = need.split(".") as ["request" | "response", string];
    if ((claim[side] as { [key: string]: unknown })[key] === undefined)
      found.push({ key: need, why: `style \`${claim.style}\` cannot do without it`, at: view.operation.at });
  }
  for (const [key, ref] of Object.entries(claim.request)) found.push(...requestMisfits(key, ref, view));
  if (view.answers.length === 0)
    found.push({ key: "response.items", why: "the operation has no JSON answer", at: view.operation.at });
  for (const answer of pagesOf(view)) found.push(...answerMisfits(claim, answer));
  const next = claim.response.nextCursor;
  const input = view.inputs.find((one) => one.ref === claim.request.cursor);
  if (claim.style === "cursor" && next !== undefined && input && !next.startsWith("header:"))
    for (const { view: body, at } of pagesOf(view)) {
      const token = follow(body, next);
      if (token && !sharesType(token, input.view))
        found.push({
          key: "response.nextCursor",
          why: `its type does not fit parameter \`${input.ref}\``,
          at: token.at ?? at,
        });
    }
  return found;
}

/** The answers that a page may be. `202 Accepted` beside another success says that there is none yet. */
function pagesOf({ answers }: OperationView): readonly Answer[] {
  const pages = answers.filter((answer) => answer.status !== "202");
  return pages.length > 0 ? pages : answers;
}

function requestMisfits(key: string, ref: string, view: OperationView): readonly Misfit[] {
  const name = `request.${key}`;
  const input = view.inputs.find((one) => one.ref === ref || (ref.startsWith("query:") && one.ref === ref.slice(6)));
  if (!input) return [{ key: name, why: `the operation has no \`${ref}\``, at: view.operation.at }];
  const { view: type } = input;
  if (NUMERIC_REQUEST.has(key) && !type.may("number") && !type.may("integer") && !type.may("string"))
    return [{ key: name, why: `\`${ref}\` takes no number`, at: input.at }];
  if (type.is("boolean")) return [{ key: name, why: `\`${ref}\` is a boolean`, at: input.at }];
  return [];
}

function answerMisfits({ response, style, itemsIsMap }: Claim, answer: Answer): readonly Misfit[] {
  const found: Misfit[] = [];
  const wrong = (key: string, why: string, at: string): void => void found.push({ key: `response.${key}`, why, at });
  const items = follow(answer.view, response.items);
  if (!items) wrong("items", `\`${response.items}\` leads nowhere in the ${answer.status} answer`, answer.view.at);
  else if (!items.unknown && !(itemsIsMap ? items.mapped : items.types.has("array")))
    wrong(
      "items",
      `\`${response.items}\` is no ${itemsIsMap ? "map" : "array"} in the ${answer.status} answer`,
      items.at,
    );
  const check = (key: keyof PagingFacts["response"], fits: (view: View) => boolean, what: string): void => {
    const pointer = response[key];
    if (pointer === undefined || pointer.startsWith("header:")) return;
    const view = follow(answer.view, pointer);
    if (response.items === "" && !itemsIsMap)
      wrong(key, `\`${pointer}\` cannot stand beside items that are the whole answer`, answer.view.at);
    else if (!view) wrong(key, `\`${pointer}\` leads nowhere in the ${answer.status} answer`, answer.view.at);
    else if (!view.unknown && !fits(view)) wrong(key, `\`${pointer}\` is no ${what}`, view.at);
  };
  check("nextCursor", (view) => !view.is("boolean"), "token");
  check("nextUrl", (view) => view.may("string") || view.types.has("array"), "address");
  check("nextPage", (view) => view.may("number") || view.may("string"), "number");
  check("nextOffset", (view) => view.may("number") || view.may("string"), "number");
  check("hasMore", (view) => view.may("boolean"), "boolean");
  check("total", (view) => view.may("number") || view.may("integer") || view.may("string"), "number");
  check("totalPages", (view) => view.may("number") || view.may("integer") || view.may("string"), "number");
  if (style === "keyset" && response.keyField !== undefined && items) {
    const item = itemsIsMap ? items.mapped : items.items;
    const key = item && follow(item, response.keyField);
    if (item && !item.unknown && !key) wrong("keyField", `an item has no \`${response.keyField}\``, item.at);
  }
  return found;
}

function sharesType(one: View, other: View): boolean {
  if (one.unknown || other.unknown) return true;
  for (const type of one.types) if (other.may(type) || (type === "number" && other.types.has("integer"))) return true;
  return false;
}
