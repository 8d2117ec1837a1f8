import type { PagingFacts } from "../facts.js";
import type { OperationView } from "../view/operation.js";
import type { AnswerShape } from "./answer.js";
import type { Case } from "./case.js";
import type { Items } from "./items.js";
import type { Candidates } from "./request.js";
import type { Subject } from "./subject.js";

/** Everything that the styles look at in one operation. */
export interface Scene {
  readonly view: OperationView;
  readonly subject: Subject;
  readonly candidates: Candidates;
  readonly shape: AnswerShape;
  /** Best first; never empty. */
  readonly items: readonly [Items, ...Items[]];
  /** What the whole API says of paging by `Link` headers. */
  readonly speaksOfLinks: boolean;
}

/** A way to page that an operation may have, before it is proved. */
export interface Proposal {
  readonly style: PagingFacts["style"];
  readonly request: PagingFacts["request"];
  readonly response: Omit<PagingFacts["response"], "items">;
  readonly case: Case;
  /** `nextCursor` is where a sibling has it; this answer neither declares nor rules it out. */
  readonly lent?: true;
  /** Which of several good proposals is taken: the lower, the better the pager it makes. */
  readonly rank: number;
}

/** Looks for one style. */
export type Style = (scene: Scene) => Proposal | undefined;

/** Ranks of the styles: what the server says outright goes before what the client has to count or to take from items. */
export const RANK = { link: 0, cursor: 1, leadingUrl: 2, counted: 3, url: 4, keyset: 5, bare: 6 } as const;
