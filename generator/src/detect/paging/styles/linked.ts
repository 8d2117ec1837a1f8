import { phrase } from "../../text/words.js";
import { listing } from "../listing.js";
import { RANK, type Proposal, type Scene } from "../scene.js";

const SPEAKS = /\bnext\b|\brel\b|paginat|paging|\bpages?\b/;

/** A declared `Link` header (RFC 8288) with `rel="next"`. */
export function linkHeader(scene: Scene): Proposal | undefined {
  const sign = scene.shape.linkHeader;
  if (!sign || !isGet(scene)) return undefined;
  const one = listing(scene);
  one.add(2.5, "the answer declares a `Link` header", sign.at);
  const header = scene.view.answers[0]?.headers.find((each) => phrase(each.name) === "link");
  const shown = `${header?.description ?? ""} ${(header?.examples ?? []).map(String).join(" ")}`
    .slice(0, 600)
    .toLowerCase();
  const speaks = SPEAKS.test(shown);
  if (speaks) one.add(1, "which is described as leading to the next page", sign.at);
  const request = requestOf(scene);
  const asks = Object.keys(request).length > 0;
  one.add(asks ? 1.5 : speaks ? 0 : -1);
  if (scene.candidates.size[0]) one.add(0.7);
  return { style: "link-header", request, response: { link: sign.pointer }, case: one, rank: RANK.link };
}

/** The address of the next page in the body. */
export function nextUrl(scene: Scene): Proposal | undefined {
  const sign = scene.shape.urls.find((each) => each.weight >= 2 || takesToken(scene));
  if (!sign || !isGet(scene)) return undefined;
  const one = listing(scene);
  // A list of links leads on only where a token is taken that nothing else of the answer holds.
  one.add(sign.weight >= 2 ? sign.weight * 0.9 : 2, `\`${sign.pointer}\` is the address of the next page`, sign.at);
  const request = requestOf(scene);
  one.add(Object.keys(request).length > 0 ? 0.8 : 0);
  if (scene.candidates.size[0]) one.add(0.7);
  // By OData's protocol, and where a token is taken that only the address holds, counting pages would not do.
  const leads = /^odata next link$/.test(sign.phrase) || (takesToken(scene) && sign.weight >= 2);
  return {
    style: "next-url-in-body",
    request,
    response: { nextUrl: sign.pointer },
    case: one,
    rank: leads ? RANK.leadingUrl : RANK.url,
  };
}

/** A link is followed by GET; what a POST was asked for is not in it. */
const isGet = ({ view }: Scene): boolean => view.operation.method === "GET";

/** A token is taken that no field of the answer holds: then it is inside the links. */
function takesToken({ candidates, shape }: Scene): boolean {
  const [candidate] = candidates.cursor;
  return candidate !== undefined && candidate.score >= 3.5 && shape.tokens.length === 0;
}

/** What else the operation takes to say where to go on. */
function requestOf({ candidates }: Scene): Proposal["request"] {
  const page = candidates.page[0];
  const cursor = candidates.cursor.find((one) => one.score >= 2.5 && one.input.ref !== page?.input.ref);
  const offset = candidates.offset.find((one) => one.score >= 3);
  const keysets = candidates.keyset.filter((one) => one.score >= 2);
  const keyset = page || offset ? undefined : (keysets.find((one) => one.input.phrase === "max id") ?? keysets[0]);
  const token = cursor ?? keyset;
  return {
    ...(page && { page: page.input.ref }),
    ...(token && { cursor: token.input.ref }),
    ...(!page && !cursor && offset && { offset: offset.input.ref }),
  };
}
